using System.Globalization;
using RnnLint.Core.Tests.Programs;
using RnnLint.Tests;

namespace RnnLint.Core.Tests.Tracing;

/// <summary>An object model of which nothing can be made up: each class asks for others, which ask for others.</summary>
public class MadeUpCostTests
{
    /// <param name="work">How long each constructor goes on before it fails.</param>
    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void What_cannot_be_made_is_not_tried_in_every_way(int work)
    {
        string Layer(int layer, string body) => string.Concat(Enumerable.Range(0, 6).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"public class C{layer}{i} : I{layer} {{ public C{layer}{i}(I{layer + 1} a) {{ {body} }} public C{layer}{i}(I{layer + 1} a, I{layer + 2} b) {{ {body} }} }} ")));
        var fails = string.Create(CultureInfo.InvariantCulture, $"double s = 0; for (int i = 0; i < {work}; i++) s += i; throw new System.InvalidOperationException();");
        var model = string.Concat(Enumerable.Range(0, 6).Select(layer => string.Create(CultureInfo.InvariantCulture, $"public interface I{layer} {{ }} ")))
            + string.Concat(Enumerable.Range(0, 4).Select(layer => Layer(layer, fails)))
            + "public class Last : I4, I5 { public Last() { " + fails + " } }";
        var net = ProgramRunner.Compile([new ProgramFile("Net.cs", "public class Net { public double F(I0 a, double[] x, double[] y) { double s = 0; for (int i = 0; i < x.Length; i++) s += x[i] * y[i]; return s; } } " + model)]);

        var trace = new CellAnalysis(net).Trace(net.GetTypeByMetadataName("Net")!, CancellationToken.None);

        trace.IsCandidate.ShouldBeTrue();
        trace.StepsSpent.ShouldBeLessThan(20_000);
    }
}
