import { css } from 'lit';

/** Blue for cheap to orange for dear, on bars and on words; estimated is an outline, not a shade. */
export const priceColours = css`
  .bar {
    fill: var(--middle);
    stroke: none;
  }
  .bar.cheap {
    fill: var(--cheap);
  }
  .bar.dear {
    fill: var(--dear);
  }
  .bar.estimated {
    fill-opacity: 0.25;
    stroke: currentColor;
    stroke-width: 1;
    stroke-dasharray: 3 2;
    vector-effect: non-scaling-stroke;
  }
  .level.cheap {
    color: var(--cheap);
  }
  .level.dear {
    color: var(--dear);
  }
  .level.cheap::before {
    content: '▾ ';
  }
  .level.usual::before {
    content: '● ';
  }
  .level.dear::before {
    content: '▴ ';
  }
  @media (forced-colors: active) {
    .bar {
      fill: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
