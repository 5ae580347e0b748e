//# expect: silent
//# style: continuous cellular automaton: a small kernel with a sigmoid applied to a grid over and over; undo steps back through stored grids
using System;
using System.Collections.Generic;

namespace Automata
{
    public class SmoothLife
    {
        private readonly float[,] kernel;
        private readonly Stack<float[,]> history = new Stack<float[,]>();
        public float[,] Grid;

        public SmoothLife(float[,] grid, float[,] kernel)
        {
            Grid = grid;
            this.kernel = kernel;
        }

        public void Forward(int generations)
        {
            int h = Grid.GetLength(0), w = Grid.GetLength(1), r = kernel.GetLength(0) / 2;
            for (int g = 0; g < generations; g++)
            {
                history.Push(Grid);
                var next = new float[h, w];
                for (int y = 0; y < h; y++)
                    for (int x = 0; x < w; x++)
                    {
                        float sum = 0;
                        for (int dy = -r; dy <= r; dy++)
                            for (int dx = -r; dx <= r; dx++)
                                sum += kernel[dy + r, dx + r] * Grid[(y + dy + h) % h, (x + dx + w) % w];
                        next[y, x] = 1f / (1f + MathF.Exp(-8 * (sum - 0.5f)));
                    }
                Grid = next;
            }
        }

        public void Backward(int generations)
        {
            for (int g = generations - 1; g >= 0 && history.Count > 0; g--) Grid = history.Pop();
        }
    }
}
