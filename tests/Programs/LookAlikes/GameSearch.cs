//# expect: silent
//# style: game engine: minimax with a linear evaluation matrix, A* on a grid, moves made forwards and taken back
using System;
using System.Collections.Generic;

namespace Games
{
    public sealed class BoardSearch
    {
        private readonly double[,] value;
        private readonly int[,] board = new int[4, 4];
        private readonly Stack<(int, int)> moves = new Stack<(int, int)>();

        public BoardSearch(double[,] value) => this.value = value;

        private double Evaluate()
        {
            double sum = 0;
            for (int y = 0; y < 4; y++)
                for (int x = 0; x < 4; x++) sum += value[y, x] * board[y, x];
            return Math.Tanh(sum);
        }

        private void Forward(int y, int x, int side)
        {
            board[y, x] = side;
            moves.Push((y, x));
        }

        private void Backward()
        {
            var (y, x) = moves.Pop();
            board[y, x] = 0;
        }

        public double Minimax(int depth, int side, double alpha, double beta)
        {
            if (depth == 0) return side * Evaluate();
            for (int y = 0; y < 4; y++)
                for (int x = 0; x < 4; x++)
                {
                    if (board[y, x] != 0) continue;
                    Forward(y, x, side);
                    alpha = Math.Max(alpha, -Minimax(depth - 1, -side, -beta, -alpha));
                    Backward();
                    if (alpha >= beta) return alpha;
                }
            return alpha;
        }

        public static double Distance(double[,] cost, (int y, int x) from, (int y, int x) to)
        {
            var open = new PriorityQueue<(int y, int x), double>();
            var best = new Dictionary<(int, int), double> { [from] = 0 };
            open.Enqueue(from, 0);
            while (open.TryDequeue(out var at, out _))
            {
                if (at == to) return best[at];
                foreach (var (dy, dx) in new[] { (0, 1), (1, 0), (0, -1), (-1, 0) })
                {
                    var next = (y: at.y + dy, x: at.x + dx);
                    if (next.y < 0 || next.x < 0 || next.y >= cost.GetLength(0) || next.x >= cost.GetLength(1)) continue;
                    double d = best[at] + cost[next.y, next.x];
                    if (best.TryGetValue(next, out double known) && known <= d) continue;
                    best[next] = d;
                    open.Enqueue(next, d + Math.Abs(next.y - to.y) + Math.Abs(next.x - to.x));
                }
            }
            return double.PositiveInfinity;
        }
    }
}
