// Somebody's gradient check: the recurrent matrix of samples/SeedRnn against central differences.
using Samples;
using Samples.SeedRnn;

var net = new SeedRnnRight(inputs: 2, units: 4, seed: 3);
var (x, y) = (Draw(1, 5, 2), Draw(2, 5, 4));
net.Backward(x, y);
var error = CentralDifferences.RelativeError(4, (i, j) => net.W[i, j], (i, j, value) => net.W[i, j] = value, (i, j) => net.DW[i, j], () => net.Loss(x, y));
Console.WriteLine($"relative error {error:0.0e+00}");
return error < 1e-6 ? 0 : 1;

static double[][] Draw(int seed, int rows, int columns)
{
    var random = new Random(seed);
    return [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => 2 * random.NextDouble() - 1).ToArray())];
}
