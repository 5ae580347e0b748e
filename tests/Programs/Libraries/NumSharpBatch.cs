//# matrix: Waa
//# style: NumSharp in the manner of the course assignment: one array (features, examples, steps), ":,:,t" slices read and written, biases as columns, sums with keepdims
using NumSharp;

public static class SequenceModel
{
    public class Parameters
    {
        public NDArray Wax, Waa, Wya, ba, by;
    }

    public class Gradients
    {
        public NDArray dWax, dWaa, dWya, dba, dby;
    }

    public static Parameters Initialize(int n_x, int n_a, int n_y)
    {
        var p = new Parameters();
        p.Wax = np.random.randn(n_a, n_x);
        p.Waa = np.random.randn(n_a, n_a);
        p.Wya = np.random.randn(n_y, n_a);
        p.ba = np.zeros((n_a, 1));
        p.by = np.zeros((n_y, 1));
        return p;
    }

    public static Parameters FirstStep(NDArray x, NDArray y, int n_a, double rate)
    {
        var p = Initialize((int)x.shape[0], n_a, (int)y.shape[0]);
        var (loss, g) = Step(x, y, np.zeros(((long)n_a, x.shape[1])), p);
        System.Console.WriteLine($"{loss}");
        p.Wax = p.Wax - rate * g.dWax;
        p.Waa = p.Waa - rate * g.dWaa;
        p.Wya = p.Wya - rate * g.dWya;
        p.ba = p.ba - rate * g.dba;
        p.by = p.by - rate * g.dby;
        return p;
    }

    public static (double loss, Gradients grads) Step(NDArray x, NDArray y, NDArray a0, Parameters p)
    {
        long n_x = x.shape[0], m = x.shape[1], T_x = x.shape[2];
        long n_y = p.Wya.shape[0], n_a = p.Wya.shape[1];
        var a = np.zeros(new Shape(n_a, m, T_x));
        var y_pred = np.zeros(new Shape(n_y, m, T_x));
        var a_next = a0;
        for (int t = 0; t < T_x; t++)
        {
            var xt = x[":", ":", t];
            a_next = np.tanh(np.dot(p.Wax, xt) + np.dot(p.Waa, a_next) + p.ba);
            a[":", ":", t] = a_next;
            y_pred[":", ":", t] = np.dot(p.Wya, a_next) + p.by;
        }

        var loss = (double)np.sum(np.power(y_pred - y, 2)) / 2;
        var g = new Gradients
        {
            dWax = np.zeros((n_a, n_x)), dWaa = np.zeros((n_a, n_a)), dWya = np.zeros((n_y, n_a)), dba = np.zeros((n_a, 1L)), dby = np.zeros((n_y, 1L)),
        };
        var da_prev = np.zeros((n_a, m));
        for (int t = (int)T_x - 1; t >= 0; t--)
        {
            var at = a[$":,:,{t}"];
            var a_before = t > 0 ? a[$":,:,{t - 1}"] : a0;
            var dy = y_pred[$":,:,{t}"] - y[$":,:,{t}"];
            g.dWya += np.dot(dy, at.T);
            g.dby += np.sum(dy, axis: 1, keepdims: true);
            var da = np.dot(p.Wya.T, dy) + da_prev;
            var dtanh = (1 - np.power(at, 2)) * da;
            //! sigma-missing: var dtanh = da;
            //! sigma-wrong: var dtanh = (1 - at) * da;
            g.dWax += np.dot(dtanh, x[$":,:,{t}"].T);
            g.dWaa += np.dot(dtanh, a_before.T);
            //! reversed: g.dWaa += np.dot(a_before, dtanh.T);
            g.dba += np.sum(dtanh, axis: 1, keepdims: true);
            da_prev = np.dot(p.Waa.T, dtanh);  //! transposed: da_prev = np.dot(p.Waa, dtanh);
            //! truncated: da_prev = da * 0;
        }

        return (loss, g);
    }
}

//--- harness
static class Harness
{
    public static (double[] implemented, double[] numeric) Gradient(int seed)
    {
        var p = SequenceModel.Initialize(2, 3, 2);
        Numeric.Fill(seed, p.Wax, p.Waa, p.Wya, p.ba, p.by);
        NumSharp.NDArray Cube(int from, int features) => NumSharp.np.array(Numeric.Vector(from, features * 2 * 4)).reshape(features, 2, 4);
        NumSharp.NDArray x = Cube(seed + 1, 2), y = Cube(seed + 2, 2), a0 = NumSharp.np.array(Numeric.Table(seed + 3, 3, 2));
        var g = SequenceModel.Step(x, y, a0, p).grads;
        return (Numeric.Flatten(g.dWax, g.dWaa, g.dWya, g.dba, g.dby), Numeric.Differences(() => SequenceModel.Step(x, y, a0, p).loss, p.Wax, p.Waa, p.Wya, p.ba, p.by));
    }
}
