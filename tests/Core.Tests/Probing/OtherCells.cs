namespace RnnLint.Core.Tests.Probing;

/// <summary>Programs beyond the plain network and the gated cells.</summary>
internal static class OtherCells
{
    /// <summary>Two layers whose recurrent and feed-forward matrices are all in one group: W[layer], with the connection between the layers as W[2].</summary>
    public static CellProgram Stacked(Bug bug, int faultyLayer = 1) => m =>
    {
        int n = m.N, steps = m.T;
        Num[][,] w = [m.Matrix("W", n, n, 0), m.Matrix("W", n, n, 1), m.Matrix("W", n, n, 2)];
        var u = m.Matrix("U", n, 2);
        var x = m.Sequence("x", steps, 2);
        var y = m.Sequence("y", steps, n);
        var h = new Num[2][][];
        h[0] = new Num[steps][];
        h[1] = new Num[steps][];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            for (var layer = 0; layer < 2; layer++)
            {
                var wh = Cells.Times(m, "forward product", w[layer], t > 0 ? h[layer][t - 1] : new Num[n], false);
                var below = layer == 0 ? Cells.Times(m, "input product", u, x[t], false) : Cells.Times(m, "product from below", w[2], h[0][t], false);
                m.At("activation");
                h[layer][t] = [.. wh.Select((c, j) => Num.Tanh(c + below[j]))];
            }
            m.At("loss");
            for (var j = 0; j < n; j++)
                loss += 0.5 * (h[1][t][j] - y[t][j]) * (h[1][t][j] - y[t][j]);
        }

        Num[][,] dw = [new Num[n, n], new Num[n, n], new Num[n, n]];
        Num[][] next = [new Num[n], new Num[n]];
        for (var t = steps - 1; t >= 0; t--)
        {
            m.At("loss gradient");
            Num[] above = [.. h[1][t].Select((v, j) => v - y[t][j])];
            for (var layer = 1; layer >= 0; layer--)
            {
                m.At("cotangent");
                var faulty = layer == faultyLayer;
                var delta = new Num[n];
                for (var j = 0; j < n; j++)
                {
                    var carried = above[j] + next[layer][j];
                    delta[j] = faulty && bug == Bug.DerivativeMissing ? carried : carried * (1 - (h[layer][t][j] * h[layer][t][j]));
                }
                m.At("weight gradient");
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < n; k++)
                    {
                        var before = t > 0 ? h[layer][t - 1][k] : 0;
                        if (faulty && bug == Bug.ReversedOuterProduct)
                            dw[layer][k, j] += delta[j] * before;
                        else
                            dw[layer][j, k] += delta[j] * before;
                        if (layer == 1)
                            dw[2][j, k] += delta[j] * h[0][t][k];
                    }
                }
                next[layer] = Cells.Times(m, faulty ? "backward product" : "other backward product", w[layer], delta, !(faulty && bug == Bug.Transposed));
                if (layer == 1)
                    above = Cells.Times(m, "product to below", w[2], delta, true);
            }
        }
        for (var i = 0; i < 3; i++)
            m.Keep("dW" + i, dw[i]);
        return loss;
    };

    /// <summary>Neurons with a weight list of their own: h first, then x.</summary>
    public static CellProgram Neurons(Bug bug) => m =>
    {
        int n = m.N, steps = m.T;
        var weights = m.Matrix("neurons[].weights", n, n + 2);
        var x = m.Sequence("x", steps, 2);
        var y = m.Sequence("y", steps, n);
        var h = new Num[steps + 1][];
        h[0] = new Num[n];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            h[t + 1] = new Num[n];
            for (var j = 0; j < n; j++)
            {
                m.At("forward product");
                Num sum = 0;
                Num[] input = [.. h[t], .. x[t]];
                for (var k = 0; k < n + 2; k++)
                    sum += weights[j, k] * input[k];
                m.At("activation");
                h[t + 1][j] = Num.Sigmoid(sum);
                loss += 0.5 * (h[t + 1][j] - y[t][j]) * (h[t + 1][j] - y[t][j]);
            }
        }
        var gradient = new Num[n, n + 2];
        var error = new Num[n];
        for (var t = steps; t > 0; t--)
        {
            m.At("cotangent");
            var delta = new Num[n];
            for (var j = 0; j < n; j++)
            {
                var carried = error[j] + h[t][j] - y[t - 1][j];
                delta[j] = bug == Bug.DerivativeMissing ? carried : carried * h[t][j] * (1 - h[t][j]);
            }
            error = new Num[n];
            Num[] input = [.. h[t - 1], .. x[t - 1]];
            for (var j = 0; j < n; j++)
            {
                m.At("weight gradient");
                for (var k = 0; k < n + 2; k++)
                {
                    if (bug == Bug.ReversedOuterProduct && k < n)
                        gradient[k, j] += delta[j] * input[k];
                    else
                        gradient[j, k] += delta[j] * input[k];
                }
                m.At("backward product");
                for (var k = 0; k < n; k++)
                    error[k] += (bug == Bug.Transposed ? weights[k, j] : weights[j, k]) * delta[j];
            }
        }
        m.Keep("gradient", gradient);
        return loss;
    };

    /// <summary>The output is fed back, so that both matrices are recurrent.</summary>
    public static CellProgram Jordan(Bug bug) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var v = m.Matrix("V", n, n);
        var u = m.Matrix("U", n, 2);
        var x = m.Sequence("x", steps, 2);
        var goal = m.Sequence("goal", steps, n);
        var h = new Num[steps][];
        var y = new Num[steps][];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            var wy = Cells.Times(m, "forward product", w, t > 0 ? y[t - 1] : new Num[n], false);
            var ux = Cells.Times(m, "input product", u, x[t], false);
            m.At("activation");
            h[t] = [.. wy.Select((c, j) => Num.Tanh(c + ux[j]))];
            y[t] = [.. Cells.Times(m, "output product", v, h[t], false).Select(Num.Sigmoid)];
            for (var j = 0; j < n; j++)
                loss += 0.5 * (y[t][j] - goal[t][j]) * (y[t][j] - goal[t][j]);
        }
        var dw = new Num[n, n];
        var dv = new Num[n, n];
        var next = new Num[n];
        for (var t = steps - 1; t >= 0; t--)
        {
            m.At("output cotangent");
            Num[] e = [.. y[t].Select((o, j) => (o - goal[t][j] + next[j]) * o * (1 - o))];
            var dh = Cells.Times(m, "output back", v, e, true);
            m.At("cotangent");
            Num[] delta = [.. dh.Select((d, j) => bug == Bug.DerivativeMissing ? d : d * (1 - (h[t][j] * h[t][j])))];
            m.At("weight gradients");
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    dv[j, k] += e[j] * h[t][k];
                    var before = t > 0 ? y[t - 1][k] : 0;
                    if (bug == Bug.ReversedOuterProduct)
                        dw[k, j] += delta[j] * before;
                    else
                        dw[j, k] += delta[j] * before;
                }
            }
            next = Cells.Times(m, "backward product", w, delta, bug != Bug.Transposed);
        }
        m.Keep("dW", dw);
        m.Keep("dV", dv);
        return loss;
    };

    /// <summary>Real-time recurrent learning: ∂h_j/∂W_ab carried along with the state.</summary>
    public static CellProgram Rtrl(Bug bug) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var u = m.Matrix("U", n, 2);
        var x = m.Sequence("x", steps, 2);
        var y = m.Sequence("y", steps, n);
        var h = new Num[n];
        var p = new Num[n, n, n];
        var gradient = new Num[n, n];
        Num loss = 0;
        for (var t = 0; t < steps; t++)
        {
            var wh = Cells.Times(m, "forward product", w, h, false);
            var ux = Cells.Times(m, "input product", u, x[t], false);
            m.At("activation");
            Num[] now = [.. wh.Select((c, j) => Num.Tanh(c + ux[j]))];
            var q = new Num[n, n, n];
            for (var a = 0; a < n; a++)
            {
                for (var b = 0; b < n; b++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        m.At("tangent product");
                        Num sum = 0;
                        for (var k = 0; k < n; k++)
                            sum += (bug == Bug.Transposed ? w[k, j] : w[j, k]) * p[k, a, b];
                        m.At("tangent");
                        if (j == a)
                            sum += h[b];
                        q[j, a, b] = bug == Bug.DerivativeMissing ? sum : sum * (1 - (now[j] * now[j]));
                    }
                }
            }
            p = q;
            h = now;
            m.At("gradient");
            for (var j = 0; j < n; j++)
            {
                var e = h[j] - y[t][j];
                loss += 0.5 * e * e;
                for (var a = 0; a < n; a++)
                {
                    for (var b = 0; b < n; b++)
                    {
                        if (bug == Bug.ReversedOuterProduct)
                            gradient[b, a] += e * p[j, a, b];
                        else
                            gradient[a, b] += e * p[j, a, b];
                    }
                }
            }
        }
        m.Keep("dW", gradient);
        return loss;
    };

    /// <summary>After the forward pass, a tangent or an adjoint without any weight gradient.</summary>
    /// <param name="linear">Without activation, tangent and transposed adjoint are the same code.</param>
    public static CellProgram AfterThePass(bool adjoint, bool transposed, bool linear) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var u = m.Matrix("U", n, 2);
        var x = m.Sequence("x", steps, 2);
        var h = new Num[steps + 1][];
        h[0] = m.Vector("h0", n);
        for (var t = 0; t < steps; t++)
        {
            var wh = Cells.Times(m, "forward product", w, h[t], false);
            var ux = Cells.Times(m, "input product", u, x[t], false);
            m.At("activation");
            h[t + 1] = [.. wh.Select((c, j) => linear ? c + ux[j] : Num.Tanh(c + ux[j]))];
        }
        var p = m.Vector("p", n);
        for (var step = 0; step < steps; step++)
        {
            var at = adjoint ? steps - step : step + 1;
            Num Slope(int j) => linear ? 1 : 1 - (h[at][j] * h[at][j]);
            m.At("scale");
            if (adjoint)
                p = [.. p.Select((v, j) => v * Slope(j))];
            p = Cells.Times(m, "carried product", w, p, adjoint != transposed);
            m.At("scale");
            if (!adjoint)
                p = [.. p.Select((v, j) => v * Slope(j))];
        }
        m.Keep("p", p);
        return null;
    };

    internal enum Gauge
    {
        /// <summary>∂c_t/∂c_{t−1} = W·diag(σ′_{t−1}).</summary>
        Preactivation,

        /// <summary>∂h_t/∂h_{t−1} = diag(σ′_t)·W.</summary>
        State,
    }

    /// <summary>Explicit Jacobians, multiplied up; in denominator layout everything is transposed, the order of the factors too.</summary>
    public static CellProgram Jacobians(Gauge gauge, bool denominator, bool ascending, bool transposed, bool storedFirst) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var u = m.Matrix("U", n, 2);
        var x = m.Sequence("x", steps + 1, 2);
        var c = new Num[steps + 1][];
        var h = new Num[steps + 1][];
        for (var t = 0; t <= steps; t++)
        {
            var wh = t > 0 ? Cells.Times(m, "forward product", w, h[t - 1], false) : new Num[n];
            var ux = Cells.Times(m, "input product", u, x[t], false);
            m.At("activation");
            c[t] = [.. wh.Select((v, j) => v + ux[j])];
            h[t] = [.. c[t].Select(Num.Tanh)];
        }
        Num[,] Jacobian(int t)
        {
            m.At("jacobian");
            var j = new Num[n, n];
            for (var row = 0; row < n; row++)
            {
                for (var column = 0; column < n; column++)
                {
                    var weight = transposed ? w[column, row] : w[row, column];
                    var slope = gauge == Gauge.Preactivation ? 1 - (h[t - 1][column] * h[t - 1][column]) : 1 - (h[t][row] * h[t][row]);
                    j[denominator ? column : row, denominator ? row : column] = weight * slope;
                }
            }
            return j;
        }
        var stored = storedFirst ? Enumerable.Range(1, steps).ToDictionary(t => t, Jacobian) : null;
        var order = Enumerable.Range(1, steps);
        Num[,]? product = null;
        foreach (var t in ascending ? order : order.Reverse())
        {
            var j = stored?[t] ?? Jacobian(t);
            product = product is null ? j : ascending != denominator ? Multiply(m, j, product) : Multiply(m, product, j);
        }
        m.Keep("product", product!);
        return null;
    };

    /// <summary>x_t = W·σ(x_{t−1}) + u_t, and W·diag(σ′(x_{t−1})) or its norm at every step.</summary>
    public static CellProgram LoneJacobian(bool transposed, bool onlyItsNorm, bool keepsPreactivations) => m =>
    {
        int n = m.N, steps = m.T;
        var w = m.Matrix("W", n, n);
        var u = m.Sequence("u", steps + 1, n);
        var x = new Num[steps + 1][];
        x[0] = u[0];
        for (var t = 1; t <= steps; t++)
        {
            m.At("activation");
            Num[] a = [.. x[t - 1].Select(Num.Tanh)];
            var wa = Cells.Times(m, "forward product", w, a, false);
            m.At("input");
            x[t] = [.. wa.Select((v, j) => v + u[t][j])];
            Num sum = 0;
            var jacobian = new Num[n, n];
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    m.At("slope");
                    var slope = 1 - (a[k] * a[k]);
                    m.At("jacobian");
                    jacobian[j, k] = (transposed ? w[k, j] : w[j, k]) * slope;
                    m.At("norm");
                    sum += jacobian[j, k] * jacobian[j, k];
                }
            }
            if (onlyItsNorm)
                m.Keep("norm" + t, [Num.Sqrt(sum)]);
            else
                m.Keep("J" + t, jacobian);
            m.Keep((keepsPreactivations ? "x" : "h") + t, keepsPreactivations ? x[t] : [.. x[t].Select(Num.Tanh)]);
        }
        return null;
    };

    private static Num[,] Multiply(Machine m, Num[,] a, Num[,] b)
    {
        m.At("matrix product");
        var n = a.GetLength(0);
        var product = new Num[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                    product[i, j] += a[i, k] * b[k, j];
            }
        }
        return product;
    }
}
