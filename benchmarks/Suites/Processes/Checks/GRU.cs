// Somebody's gradient check: the recurrent matrices of tests/Programs/Gated/GruResetBefore against central differences.
using Grus;
using Samples;

var net = new Gru(2, 4);
var random = new Random(1);
var (x, y) = (new double[5, 2], new double[4]);
for (var t = 0; t < 5; t++)
    (x[t, 0], x[t, 1]) = (2 * random.NextDouble() - 1, 2 * random.NextDouble() - 1);
for (var i = 0; i < 4; i++)
    y[i] = 2 * random.NextDouble() - 1;
net.Run(x);
net.Backprop(y);
var error = new[] { (net.Uz, net.gUz), (net.Ur, net.gUr), (net.Uh, net.gUh) }
    .Max(pair => CentralDifferences.RelativeError(4, (i, j) => pair.Item1[i, j], (i, j, value) => pair.Item1[i, j] = value, (i, j) => pair.Item2[i, j], () => net.Loss(x, y)));
Console.WriteLine($"relative error {error:0.0e+00}");
return error < 1e-6 ? 0 : 1;
