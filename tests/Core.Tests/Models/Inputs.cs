using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RnnLint.Core.Tests.Models;

/// <summary>The same random arguments for both sides; the model's numbers are leaves of the tape.</summary>
internal sealed class Inputs
{
    private readonly Random _random;
    private readonly FakeMachine _machine;
    private readonly LeafGroup _group = new("input", LeafGroupKind.Argument);
    private int _leaves;

    public Inputs(FakeMachine machine, int seed)
    {
        _machine = machine;
        _random = new Random(seed);
        double[] xs = Doubles(5), ys = Doubles(5);
        float[] fs = Doubles(16).Select(v => (float)v).ToArray(), gs = Doubles(16).Select(v => (float)v).ToArray();
        int[] ns = Enumerable.Range(0, 5).Select(_ => _random.Next(-9, 10)).ToArray();
        var m = new double[3, 4];
        var rows = new[] { Doubles(2), Doubles(2), Doubles(2) };
        for (var cell = 0; cell < m.Length; cell++)
            m[cell / 4, cell % 4] = Doubles(1)[0];
        double x = Doubles(1)[0], y = Doubles(1)[0], p = 0.05 + (0.9 * _random.NextDouble());
        float f = (float)Doubles(1)[0], g = (float)Doubles(1)[0];
        int i = _random.Next(1, 4), j = _random.Next(-50, 50);
        long k = _random.NextInt64(-1L << 40, 1L << 40);
        var u = (uint)_random.Next();
        var list = Doubles(4).ToList();
        var map = new Dictionary<string, double> { ["a"] = Doubles(1)[0], ["b"] = Doubles(1)[0] };

        Real = [x, y, p, f, g, i, j, k, u, xs, ys, fs, gs, ns, m, rows, list, map];
        Modelled = "x y p f g i j k u xs ys fs gs ns m rows list map".Split(' ').Zip(Real, (name, value) => (name, value)).ToDictionary(pair => pair.name, pair => Model(pair.value));
    }

    public object[] Real { get; }

    public IReadOnlyDictionary<string, Value> Modelled { get; }

    private double[] Doubles(int count) => Enumerable.Range(0, count).Select(_ => (_random.NextDouble() * 4) - 2).ToArray();

    private Value Model(object value)
    {
        switch (value)
        {
            case double v: return Value.Of(_machine.Tape.Leaf(new LeafOrigin(_group, [_leaves++]), v), ValueKind.Double);
            case float v: return Value.Of(_machine.Tape.Leaf(new LeafOrigin(_group, [_leaves++]), v), ValueKind.Single);
            case int v: return Value.Of(v);
            case long v: return Value.Of(v);
            case uint v: return Value.Integer(ValueKind.UInt32, v);
            case string v: return Value.Of(v);
            case Array v:
                var elementType = Type(v.GetType().GetElementType()!);
                return Value.Of(new ArrayObject(
                    _machine.Compilation.CreateArrayTypeSymbol(elementType, v.Rank), elementType,
                    Enumerable.Range(0, v.Rank).Select(v.GetLength).ToArray(), v.Cast<object>().Select(Model).ToArray()));
            case List<double> v:
                return Value.Of(new ListObject(Generic("System.Collections.Generic.List`1", typeof(double)), v.Select(item => Model(item)).ToList()));
            case Dictionary<string, double> v:
                var map = new DictionaryObject(Generic("System.Collections.Generic.Dictionary`2", typeof(string), typeof(double)), _machine.EqualityComparer);
                foreach (var entry in v)
                    map.Set(Value.Of(entry.Key), Model(entry.Value));
                return Value.Of(map);
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private ITypeSymbol Generic(string name, params Type[] arguments) =>
        _machine.Compilation.GetTypeByMetadataName(name)!.Construct(arguments.Select(Type).ToArray());

    private ITypeSymbol Type(Type type) => type.IsArray
        ? _machine.Compilation.CreateArrayTypeSymbol(Type(type.GetElementType()!), type.GetArrayRank())
        : _machine.Compilation.GetTypeByMetadataName(type.FullName!)!;
}
