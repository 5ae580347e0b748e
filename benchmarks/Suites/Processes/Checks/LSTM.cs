// Somebody's gradient check: the recurrent matrices of tests/Programs/Gated/LstmSeparate against central differences.
using Samples;

var net = new Lstm(2, 4);
var (x, y) = (Draw(1, 5, 2), Draw(2, 5, 4));
net.Forward(x);
net.Backward(y);
var error = new[] { (net.Ui, net.dUi), (net.Uf, net.dUf), (net.Uo, net.dUo), (net.Uc, net.dUc) }
    .Max(pair => CentralDifferences.RelativeError(4, (i, j) => pair.Item1[i][j], (i, j, value) => pair.Item1[i][j] = value, (i, j) => pair.Item2[i][j], () => net.Loss(x, y)));
Console.WriteLine($"relative error {error:0.0e+00}");
return error < 1e-6 ? 0 : 1;

static double[][] Draw(int seed, int rows, int columns)
{
    var random = new Random(seed);
    return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
}
