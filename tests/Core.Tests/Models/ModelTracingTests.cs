using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.Models;

/// <summary>What models owe to the trace besides the right numbers.</summary>
public sealed class ModelTracingTests
{
    [Theory]
    [InlineData("Array.Copy(xs, 1, ys, 0, 3); return ys;")]
    [InlineData("Buffer.BlockCopy(m, 32, xs, 0, 32); return xs;")]
    [InlineData("(double[,])m.Clone()")]
    [InlineData("xs.AsSpan(1).ToArray()")]
    [InlineData("xs.AsSpan().CopyTo(ys); return ys;")]
    [InlineData("xs.Concat(ys).Reverse().ToArray()")]
    [InlineData("rows.SelectMany(r => r).ToArray()")]
    [InlineData("Enumerable.Range(0, 4).Select(c => m[1, c]).ToArray()")]
    [InlineData("new Stack<double>(xs).ToArray()")]
    [InlineData("new Vector<double>(xs).CopyTo(ys); return ys;")]
    [InlineData("MemoryMarshal.Cast<float, Vector<float>>(fs)[0]")]
    [InlineData("xs.OrderByDescending(v => v).ToArray()")]
    [InlineData("new[] { xs.Max(), Math.Min(x, y), Math.Clamp(x, -9, 9), map.Values.First() }")]
    public void Moving_numbers_keeps_their_leaves(string text)
    {
        var (machine, run) = Prepare(text);
        var items = run() is var result && result.AsObject is VectorObject vector ? vector.Lanes : machine.Enumerate(result).ToArray();
        items.ShouldNotBeEmpty();
        items.ShouldAllBe(item => item.AsTraced.Node >= 0 && machine.Tape.Op(item.AsTraced.Node) == TapeOp.Leaf);
    }

    [Theory]
    [InlineData("Math.Floor(x)")]
    [InlineData("Math.Sign(x)")]
    [InlineData("xs.Count(v => v > 0)")]
    public void Roundings_and_counts_vary_with_nothing(string text) => Prepare(text).Run().AsTraced.IsConstant.ShouldBeTrue();

    [Theory]
    [InlineData("Enumerable.Range(0, int.MaxValue).ToList()")]
    [InlineData("Enumerable.Repeat(x, int.MaxValue).Count()")]
    [InlineData("Parallel.For(0, int.MaxValue, n => { }); return 0;")]
    [InlineData("new string('x', int.MaxValue)")]
    [InlineData("\"\".PadLeft(int.MaxValue)")]
    [InlineData("CollectionsMarshal.SetCount(list, int.MaxValue); return 0;")]
    public void Endless_work_runs_out_of_fuel(string text) =>
        Should.Throw<TraceStoppedException>(() => Prepare(text).Run()).Kind.ShouldBe(StopKind.OutOfFuel);

    [Fact]
    public void Every_random_draw_is_a_leaf_of_its_own()
    {
        var (machine, run) = Prepare("var r = new Random(1); return new[] { r.NextDouble(), r.NextDouble() };");
        var draws = machine.Enumerate(run()).Select(draw => draw.AsTraced.Node).ToArray();
        draws.ShouldAllBe(node => machine.Tape.Op(node) == TapeOp.Leaf);
        draws.Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_stop_inside_a_comparison_is_not_wrapped() =>
        Should.Throw<TraceStoppedException>(() => Prepare("Array.Sort(xs, (a, b) => Enumerable.Repeat(1, int.MaxValue).Count()); return xs;").Run());

    private static (FakeMachine Machine, Func<Value> Run) Prepare(string text)
    {
        var snippet = Snippet.Compile([text])[0];
        var machine = new FakeMachine(snippet.Semantics.Compilation);
        return (machine, () => new ModelRunner(machine, snippet).Run(new Inputs(machine, 1).Modelled));
    }

}
