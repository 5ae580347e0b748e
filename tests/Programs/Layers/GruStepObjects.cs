//# matrix: R
//# style: graph of small operations: every node knows how to go back (Linear, Sigmoid, Tanh, Mul, OneMinusMul); GRU built of them each step; a list of nodes as the tape of the program's own autodiff
using System;
using System.Collections.Generic;

namespace Nodes
{
    public class Vec
    {
        public double[] V, D;
        public Vec(int n) { V = new double[n]; D = new double[n]; }
    }

    public abstract class Node
    {
        public Vec Out;
        public abstract void Back();
    }

    public class Linear : Node
    {
        readonly double[,] w, g;
        readonly Vec x;

        public Linear(double[,] w, double[,] g, Vec x)
        {
            this.w = w;
            this.g = g;
            this.x = x;
            Out = new Vec(w.GetLength(0));
            for (int i = 0; i < Out.V.Length; i++)
                for (int j = 0; j < x.V.Length; j++)
                    Out.V[i] += w[i, j] * x.V[j];
        }

        public override void Back()
        {
            for (int i = 0; i < Out.V.Length; i++)
                for (int j = 0; j < x.V.Length; j++)
                {
                    g[i, j] += Out.D[i] * x.V[j];
                    x.D[j] += w[i, j] * Out.D[i];
                }
        }
    }

    public class Activate : Node
    {
        readonly Vec a, b;
        readonly bool tanh;

        public Activate(Vec a, Vec b, bool tanh)
        {
            this.a = a;
            this.b = b;
            this.tanh = tanh;
            Out = new Vec(a.V.Length);
            for (int i = 0; i < a.V.Length; i++)
            {
                double s = a.V[i] + b.V[i];
                Out.V[i] = tanh ? Math.Tanh(s) : 1 / (1 + Math.Exp(-s));
            }
        }

        public override void Back()
        {
            for (int i = 0; i < a.V.Length; i++)
            {
                double y = Out.V[i], d = Out.D[i] * (tanh ? 1 - y * y : y * (1 - y));
                //! sigma-missing: double y = Out.V[i], d = Out.D[i];
                a.D[i] += d;
                b.D[i] += d;
            }
        }
    }

    public class Mul : Node
    {
        readonly Vec a, b;

        public Mul(Vec a, Vec b)
        {
            this.a = a;
            this.b = b;
            Out = new Vec(a.V.Length);
            for (int i = 0; i < a.V.Length; i++) Out.V[i] = a.V[i] * b.V[i];
        }

        public override void Back()
        {
            for (int i = 0; i < a.V.Length; i++)
            {
                a.D[i] += Out.D[i] * b.V[i];
                b.D[i] += Out.D[i] * a.V[i];
            }
        }
    }

    public class Blend : Node
    {
        readonly Vec z, a, b;

        public Blend(Vec z, Vec a, Vec b)
        {
            this.z = z;
            this.a = a;
            this.b = b;
            Out = new Vec(a.V.Length);
            for (int i = 0; i < a.V.Length; i++) Out.V[i] = (1 - z.V[i]) * a.V[i] + z.V[i] * b.V[i];
        }

        public override void Back()
        {
            for (int i = 0; i < a.V.Length; i++)
            {
                z.D[i] += Out.D[i] * (b.V[i] - a.V[i]);
                a.D[i] += Out.D[i] * (1 - z.V[i]);  //! unexplained:
                b.D[i] += Out.D[i] * z.V[i];
            }
        }
    }

    public class GraphGru
    {
        public double[,] Wz, Wr, Wq, Z, Rr, R;
        public double[,] gWz, gWr, gWq, gZ, gRr, gR;

        public GraphGru(int m, int n)
        {
            var rng = new Random(6);
            double[,] Draw(int c)
            {
                var w = new double[n, c];
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < c; j++)
                        w[i, j] = rng.NextDouble() - 0.5;
                return w;
            }
            Wz = Draw(m); Wr = Draw(m); Wq = Draw(m);
            Z = Draw(n); Rr = Draw(n); R = Draw(n);
        }

        public double Train(double[][] xs, double[][] ys)
        {
            int n = R.GetLength(0), m = xs[0].Length;
            gWz = new double[n, m]; gWr = new double[n, m]; gWq = new double[n, m];
            gZ = new double[n, n]; gRr = new double[n, n]; gR = new double[n, n];
            var tape = new List<Node>();
            Vec Add(Node node)
            {
                tape.Add(node);
                return node.Out;
            }
            var h = new Vec(n);
            double loss = 0;
            for (int t = 0; t < xs.Length; t++)
            {
                var x = new Vec(m) { V = xs[t] };
                var z = Add(new Activate(Add(new Linear(Wz, gWz, x)), Add(new Linear(Z, gZ, h)), false));
                var r = Add(new Activate(Add(new Linear(Wr, gWr, x)), Add(new Linear(Rr, gRr, h)), false));
                var q = Add(new Activate(Add(new Linear(Wq, gWq, x)), Add(new Linear(R, gR, Add(new Mul(r, h)))), true));
                h = Add(new Blend(z, h, q));
                for (int i = 0; i < n; i++)
                {
                    double e = h.V[i] - ys[t][i];
                    h.D[i] += e;
                    loss += 0.5 * e * e;
                }
            }
            for (int k = tape.Count - 1; k >= 0; k--) tape[k].Back();
            return loss;
        }
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var net = new Nodes.GraphGru(2, 3);
        object[] p = [net.Wz, net.Wr, net.Wq, net.Z, net.Rr, net.R];
        Numeric.Fill(seed, 1.5, p);
        var xs = Numeric.Sequence(seed + 1, 4, 2);
        var ys = Numeric.Sequence(seed + 2, 4, 3);
        net.Train(xs, ys);
        return (Numeric.Flatten(net.gWz, net.gWr, net.gWq, net.gZ, net.gRr, net.gR), Numeric.Differences(() => net.Train(xs, ys), p));
    }
}
