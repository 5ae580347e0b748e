using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>Unity.Mathematics: float2 to double4, their square matrices, and the functions of <c>math</c>, which take numbers and vectors alike.</summary>
internal static class UnityMathematicsModels
{
    private const string Space = "Unity.Mathematics.", Letters = "xyzw";

    public static void Register(ModelTable table)
    {
        var math = new ComponentModels(table.Type(Space + "math"));
        AddFunctions(math);
        AddProducts(math);
        foreach (var number in new[] { "float", "double" })
        {
            for (var size = 2; size <= 4; size++)
            {
                string vector = number + size, matrix = vector + "x" + size;
                AddVector(new ComponentModels(table.Type(Space + vector)));
                AddMatrix(new ComponentModels(table.Type(Space + matrix)));
                AddConstants(table, Space + vector);
                AddConstants(table, Space + matrix);
                math.Add(vector, NewVector).Add(matrix, NewMatrix);
            }
        }

        table.Type(Space + "Random")
            .Add([".ctor", "CreateFromIndex"], static call => call.ToPlain())
            .Add(["NextFloat", "NextDouble"], static call => call.Machine.RandomLeaf(
                call.Count > 1 ? call[0].AsTraced.Value : 0, call.Count > 0 ? call[call.Count - 1].AsTraced.Value : 1, Value.KindOf(call.Method.ReturnType) ?? throw call.Unsupported()))
            .Add("NextInt", static call => call.Count == 0 || (call.Count > 1 ? call.Int(0) : 0) >= call.Int(call.Count - 1)
                ? throw call.Unsupported() : Value.Of((int)call.Machine.RandomInteger(call.Count > 1 ? call[0].AsInteger : 0, call[call.Count - 1].AsInteger)))
            .Ignore("InitState");
    }

    private static void AddFunctions(ComponentModels math)
    {
        foreach (var op in new[] { TapeOp.Exp, TapeOp.Log, TapeOp.Sqrt, TapeOp.Tanh, TapeOp.Sinh, TapeOp.Cosh, TapeOp.Sin, TapeOp.Cos, TapeOp.Tan, TapeOp.Asin, TapeOp.Acos, TapeOp.Atan })
            math.Add(op.ToString().ToLowerInvariant(), call => call.Elementwise(x => x.Arithmetic.Unary(op, x[0])));
        foreach (var (name, round) in new (string, Func<double, double>)[] { ("floor", Math.Floor), ("ceil", Math.Ceiling), ("round", Math.Round), ("trunc", Math.Truncate), ("sign", static x => x > 0 ? 1 : x < 0 ? -1 : 0) })
            math.Add(name, call => call.Elementwise(x => x.Arithmetic.Constant(x[0], round(x[0].AsTraced.Value))));
        math
            .Add("abs", static call => call.Elementwise(static x => Numbers.Abs(x.Arithmetic, x[0])))
            .Add("exp2", static call => call.Elementwise(static x => x.Arithmetic.Binary(TapeOp.Power, x.Arithmetic.Constant(x[0], 2), x[0])))
            .Add("exp10", static call => call.Elementwise(static x => x.Arithmetic.Binary(TapeOp.Power, x.Arithmetic.Constant(x[0], 10), x[0])))
            .Add("log2", static call => call.Elementwise(static x => x.Arithmetic.Divide(x.Arithmetic.Unary(TapeOp.Log, x[0]), x.Arithmetic.Constant(x[0], Math.Log(2)))))
            .Add("log10", static call => call.Elementwise(static x => x.Arithmetic.Divide(x.Arithmetic.Unary(TapeOp.Log, x[0]), x.Arithmetic.Constant(x[0], Math.Log(10)))))
            .Add("rsqrt", static call => call.Elementwise(static x => x.Arithmetic.Divide(x.Arithmetic.Constant(x[0], 1), x.Arithmetic.Unary(TapeOp.Sqrt, x[0]))))
            .Add("rcp", static call => call.Elementwise(static x => x.Arithmetic.Divide(x.Arithmetic.Constant(x[0], 1), x[0])))
            .Add("square", static call => call.Elementwise(static x => Numbers.Multiply(x.Arithmetic, x[0], x[0])))
            .Add("frac", static call => call.Elementwise(static x => x.Arithmetic.Subtract(x[0], x.Arithmetic.Constant(x[0], Math.Floor(x[0].AsTraced.Value)))))
            .Add("pow", static call => call.Elementwise(static x => x.Arithmetic.Binary(TapeOp.Power, x[0], x[1])))
            .Add("atan2", static call => call.Elementwise(static x => x.Arithmetic.Binary(TapeOp.Atan2, x[0], x[1])))
            .Add("min", static call => call.Elementwise(static x => Numbers.Min(x.Arithmetic, x[0], x[1])))
            .Add("max", static call => call.Elementwise(static x => Numbers.Max(x.Arithmetic, x[0], x[1])))
            .Add("step", static call => call.Elementwise(static x => x.Arithmetic.Constant(x[1], Numbers.Compare(x[1], x[0]) >= 0 ? 1 : 0)))
            .Add("clamp", static call => call.Elementwise(static x => Clamp(x, x[1], x[2])))
            .Add("saturate", static call => call.Elementwise(static x => Clamp(x, x.Arithmetic.Constant(x[0], 0), x.Arithmetic.Constant(x[0], 1))))
            .Add("lerp", static call => call.Elementwise(static x => x.Arithmetic.Add(x[0], x.Arithmetic.Multiply(x[2], x.Arithmetic.Subtract(x[1], x[0])))))
            .Add("mad", static call => call.Elementwise(static x => Numbers.Add(x.Arithmetic, Numbers.Multiply(x.Arithmetic, x[0], x[1]), x[2])))
            .Add("select", static call => call[2].Kind == ValueKind.Boolean ? call[2].AsBoolean ? call[1] : call[0] : throw call.Unsupported());
    }

    private static Value Clamp(ModelCall call, Value low, Value high) => Numbers.Max(call.Arithmetic, low, Numbers.Min(call.Arithmetic, high, call[0]));

    private static void AddProducts(ComponentModels math) => math
        .Add("dot", static call => call.Dot(Elements(call, 0), Elements(call, 1)))
        .Add("length", static call => call.Length(Elements(call, 0)))
        .Add("lengthsq", static call => call.Dot(Elements(call, 0), Elements(call, 0)))
        .Add("distance", static call => call.Length(Apart(call)))
        .Add("distancesq", static call => call.Dot(Apart(call), Apart(call)))
        .Add("normalize", static call =>
        {
            var length = call.Length(Elements(call, 0));
            return call.Make(Elements(call, 0).Select(element => call.Arithmetic.Divide(element, length)));
        })
        .Add("cross", static call => Elements(call, 0) is var x && Elements(call, 1) is var y ? call.Make(new[] { (1, 2), (2, 0), (0, 1) }.Select(at =>
            call.Arithmetic.Subtract(call.Arithmetic.Multiply(x[at.Item1], y[at.Item2]), call.Arithmetic.Multiply(x[at.Item2], y[at.Item1])))) : default)
        .Add("csum", static call => call.Sum(Elements(call, 0)))
        .Add("cmin", static call => Elements(call, 0).Aggregate((x, y) => Numbers.Min(call.Arithmetic, x, y)))
        .Add("cmax", static call => Elements(call, 0).Aggregate((x, y) => Numbers.Max(call.Arithmetic, x, y)))
        .Add("transpose", static call => call.Make(Components.Transposed(call.FixedMatrix(0))))
        .Add("mul", Multiply);

    /// <summary>A vector is a column on the right of a matrix, and a row on its left.</summary>
    private static Value Multiply(ModelCall call)
    {
        bool left = call[0].AsObject is ComponentsObject { Layout.Rows: > 0 }, right = call[1].AsObject is ComponentsObject { Layout.Rows: > 0 };
        if (left && right)
            return call.Make(call.Product(call.Fixed(0), call.Fixed(1)));
        if (left)
            return call.Make(Enumerable.Range(0, call.Fixed(0).Layout.Rows).Select(row => call.Dot(Components.Row(call.Fixed(0), row), Elements(call, 1))));
        if (right)
            return call.Make(Enumerable.Range(0, call.Fixed(1).Layout.Columns).Select(column => call.Dot(Elements(call, 0), Components.Column(call.Fixed(1), column))));
        return call[0].AsObject is ComponentsObject ? call.Dot(Elements(call, 0), Elements(call, 1)) : Numbers.Multiply(call.Arithmetic, call[0], call[1]);
    }

    private static void AddVector(ComponentModels type)
    {
        Components.AddOperators(type)
            .Add(".ctor", NewVector)
            .Add("op_Implicit", static call => call.Filled(call[0]))
            .Add("get_Item", static call => call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? Self(call)[element] : throw call.IndexOutside())
            .Add("set_Item", static call =>
            {
                Self(call)[call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? element : throw call.IndexOutside()] = call[1];
                return Value.Void;
            });
        for (var part = 2; part <= 4; part++)
        {
            for (var from = 0; from + part <= 4; from++)
            {
                var (start, count) = (from, part);
                type.Add("get_" + Letters.Substring(from, part), call => call.Make(Self(call).Elements.Skip(start).Take(count)));
                type.Add("set_" + Letters.Substring(from, part), call =>
                {
                    for (var n = 0; n < count; n++)
                        Self(call)[start + n] = call.Fixed(0)[n];
                    return Value.Void;
                });
            }
        }
    }

    private static void AddMatrix(ComponentModels type) => Components.AddOperators(type)
        .Add(".ctor", NewMatrix)
        .Add("op_Implicit", static call => call.Filled(call[0]))
        .Add("get_Item", static call => call.Int(0) is >= 0 and var column && Self(call).Field("c" + column.ToString(System.Globalization.CultureInfo.InvariantCulture), call.Method.ReturnType) is { } place ? Value.Of(place) : throw call.IndexOutside());

    /// <summary>The constants are static fields.</summary>
    private static void AddConstants(ModelTable table, string type)
    {
        table.AddField(type, "zero", static (_, field) => Constant(field.Type, static (_, _) => 0));
        table.AddField(type, "identity", static (_, field) => Constant(field.Type, static (row, column) => row == column ? 1 : 0));
    }

    private static Value Constant(Microsoft.CodeAnalysis.ITypeSymbol type, Func<int, int, int> cell)
    {
        var made = ComponentLayouts.NewFor(type) ?? throw Calls.Unsupported(type.Name);
        for (var element = 0; element < made.Layout.Count; element++)
            made[element] = Numbers.Constant(made.Layout.Kind, cell(element / made.Layout.Columns, element % made.Layout.Columns));
        return Value.Of(made);
    }

    private static Value NewVector(ModelCall call) => call.Count switch
    {
        0 => call.Make(static (_, _) => 0),
        1 when call[0].AsObject is null => call.Filled(call[0]),
        _ => call.Make(call.Parts(Layout(call).Kind)),
    };

    /// <summary>From columns, or from numbers row by row.</summary>
    private static Value NewMatrix(ModelCall call)
    {
        var layout = Layout(call);
        return call.Count == 0 ? call.Make(static (_, _) => 0)
            : call.Count == 1 ? call.Filled(call[0])
            : call[0].AsObject is null ? call.Make(call.Parts(layout.Kind))
            : call.Make(
                from row in Enumerable.Range(0, layout.Rows)
                from column in Enumerable.Range(0, layout.Columns)
                select call.Fixed(column)[row]);
    }

    private static ComponentLayout Layout(ModelCall call) => ComponentLayouts.Of(call.ResultType()) ?? throw call.Unsupported();

    private static Value[] Elements(ModelCall call, int argument) => call[argument].AsObject is ComponentsObject components ? components.Elements : [call[argument]];

    private static Value[] Apart(ModelCall call) => Elements(call, 0).Zip(Elements(call, 1), (x, y) => Numbers.Subtract(call.Arithmetic, x, y)).ToArray();

    private static ComponentsObject Self(ModelCall call) => call.Receiver.As<ComponentsObject>();
}
