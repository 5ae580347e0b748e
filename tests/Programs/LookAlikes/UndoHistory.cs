//# expect: silent
//# style: drawing editor with undo and redo stacks named Forward and Backward; affine transforms of the canvas as records
using System.Collections.Generic;
using System.Linq;

namespace Editor
{
    public record Affine(double A, double B, double C, double D, double X, double Y)
    {
        public static Affine operator *(Affine l, Affine r) => new(
            l.A * r.A + l.B * r.C, l.A * r.B + l.B * r.D, l.C * r.A + l.D * r.C, l.C * r.B + l.D * r.D,
            l.X * r.A + l.Y * r.C + r.X, l.X * r.B + l.Y * r.D + r.Y);

        public Affine Inverse()
        {
            double d = A * D - B * C;
            return new(D / d, -B / d, -C / d, A / d, (C * Y - D * X) / d, (B * X - A * Y) / d);
        }
    }

    public sealed class Canvas
    {
        private readonly Stack<Affine> _backward = new(), _forward = new();

        public Affine View { get; private set; } = new(1, 0, 0, 1, 0, 0);

        public void Apply(Affine change)
        {
            View *= change;
            _backward.Push(change);
            _forward.Clear();
        }

        public bool Backward()
        {
            if (!_backward.TryPop(out var change)) return false;
            View *= change.Inverse();
            _forward.Push(change);
            return true;
        }

        public bool Forward()
        {
            if (!_forward.TryPop(out var change)) return false;
            View *= change;
            _backward.Push(change);
            return true;
        }

        public double Zoom() => _backward.Aggregate(1.0, (zoom, change) => zoom * (change.A * change.D - change.B * change.C));
    }
}
