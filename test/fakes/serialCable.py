# A serial cable: prints the port's path, then writes to it what comes on standard input; "!" and a line end pull the cable.
import os, pty, sys, tty

master, slave = pty.openpty()
tty.setraw(slave)
print(os.ttyname(slave), flush=True)
for line in sys.stdin:
    if line.strip() == '!':
        break
    os.write(master, bytes.fromhex(line))
os.close(slave)
os.close(master)
print('pulled', flush=True)
sys.stdin.read()
