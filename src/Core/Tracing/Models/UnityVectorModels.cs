using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>UnityEngine's Vector2, Vector3, Vector4 and Matrix4x4: column vectors stand on a matrix's right.</summary>
internal static class UnityVectorModels
{
    private const double Tiny = 1e-5, SquareOfSame = 9.99999944e-11;

    public static void Register(ModelTable table)
    {
        foreach (var name in new[] { "Vector2", "Vector3", "Vector4" })
        {
            var type = new ComponentModels(table.Type("UnityEngine." + name));
            AddMaking(type);
            AddGeometry(type);
            AddElements(type);
        }

        AddMatrix(new ComponentModels(table.Type("UnityEngine.Matrix4x4")));
    }

    private static void AddMaking(ComponentModels type)
    {
        type
            .Add(".ctor", New)
            .Add("op_Implicit", static call => call.Make(Padded(call, call.Fixed(0).Elements)))
            .Add("get_zero", static call => call.Make(static (_, _) => 0))
            .Add("get_one", static call => call.Make(static (_, _) => 1));
        foreach (var (name, axis, sign) in new[] { ("up", 1, 1), ("down", 1, -1), ("left", 0, -1), ("right", 0, 1), ("forward", 2, 1), ("back", 2, -1) })
            type.Add("get_" + name, call => call.Make((_, element) => element == axis ? sign : 0));
    }

    private static Value New(ModelCall call) => call.Make(Padded(call, call.Parts(ValueKind.Single).ToArray()));

    /// <summary>As many elements as the result has: the rest zero, or cut off.</summary>
    private static IEnumerable<Value> Padded(ModelCall call, Value[] elements) => Enumerable.Range(0, ComponentLayouts.Of(call.ResultType())?.Count ?? throw call.Unsupported())
        .Select(element => element < elements.Length ? elements[element] : Numbers.Zero(ValueKind.Single));

    private static void AddGeometry(ComponentModels type) => Components.AddOperators(type)
        .Add("Scale", static call => call.Method.IsStatic ? call.Elementwise(static x => Numbers.Multiply(x.Arithmetic, x[0], x[1])) : Overwrite(call, Self(call).Elements.Zip(call.Fixed(0).Elements, (x, y) => Numbers.Multiply(call.Arithmetic, x, y))))
        .Add("Min", static call => call.Elementwise(static x => Numbers.Min(x.Arithmetic, x[0], x[1])))
        .Add("Max", static call => call.Elementwise(static x => Numbers.Max(x.Arithmetic, x[0], x[1])))
        .Add("Dot", static call => call.Dot(call.Fixed(0).Elements, call.Fixed(1).Elements))
        .Add("Cross", static call => call.Make(Cross(call, call.Fixed(0), call.Fixed(1))))
        .Add("Distance", static call => call.Length(call.Differences(call.Fixed(0), call.Fixed(1))))
        .Add("Lerp", static call => call.Make(Between(call, UnityModels.Clamp01(call, call[2]))))
        .Add("LerpUnclamped", static call => call.Make(Between(call, call[2])))
        .Add("get_magnitude", static call => call.Length(Self(call).Elements))
        .Add("get_sqrMagnitude", static call => call.Dot(Self(call).Elements, Self(call).Elements))
        .Add("Magnitude", static call => call.Length(call.Fixed(0).Elements))
        .Add("SqrMagnitude", static call => call.Dot(call.Fixed(0).Elements, call.Fixed(0).Elements))
        .Add("get_normalized", static call => call.Make(Normalized(call, Self(call).Elements)))
        .Add("Normalize", static call => call.Method.IsStatic ? call.Make(Normalized(call, call.Fixed(0).Elements)) : Overwrite(call, Normalized(call, Self(call).Elements)))
        .Add("op_Equality", static call => Value.Of(AreNear(call)))
        .Add("op_Inequality", static call => Value.Of(!AreNear(call)))
        .Add("Equals", static call => Value.Of(Components.AreSame(Self(call), call[0])));

    private static void AddElements(ComponentModels type) => type
        .Add("get_Item", static call => call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? Self(call)[element] : throw call.IndexOutside())
        .Add("set_Item", static call =>
        {
            Self(call)[call.ElementAt(Self(call), static (n, _) => n) is >= 0 and var element ? element : throw call.IndexOutside()] = call[1];
            return Value.Void;
        })
        .Add("Set", static call => Overwrite(call, call.Arguments))
        .Add("GetHashCode", static _ => Value.Of(0))
        .Add("ToString", static _ => Value.Of("…"));

    private static void AddMatrix(ComponentModels type) => type
        .Add(".ctor", static call => call.Count == 0 ? call.Make(static (_, _) => 0) : call.Make(
            from row in Enumerable.Range(0, 4)
            from column in Enumerable.Range(0, 4)
            select call.Fixed(column)[row]))
        .Add("get_zero", static call => call.Make(static (_, _) => 0))
        .Add("get_identity", static call => call.Make(static (row, column) => row == column ? 1 : 0))
        .Add("get_transpose", static call => call.Make(Components.Transposed(Self(call))))
        .Add("Transpose", static call => call.Make(Components.Transposed(call.FixedMatrix(0))))
        .Add("op_Multiply", static call => call.Fixed(1).Layout.Rows > 0 ? call.Make(call.Product(call.FixedMatrix(0), call.Fixed(1))) : call.Make(Applied(call, call.FixedMatrix(0), call.Fixed(1).Elements)))
        .Add("MultiplyVector", static call => call.Make(Applied(call, Self(call), call.Fixed(0).Elements).Take(3)))
        .Add("op_Equality", static call => Value.Of(Components.AreSame(call.Fixed(0), call[1])))
        .Add("op_Inequality", static call => Value.Of(!Components.AreSame(call.Fixed(0), call[1])))
        .Add("GetRow", static call => call.Make(Components.Row(Self(call), Index(call))))
        .Add("GetColumn", static call => call.Make(Components.Column(Self(call), Index(call))))
        .Add("SetRow", static call => SetLine(call, static (line, n) => (line, n)))
        .Add("SetColumn", static call => SetLine(call, static (line, n) => (n, line)))
        .Add("get_Item", static call => Self(call)[ElementAt(call)])
        .Add("set_Item", static call =>
        {
            Self(call)[ElementAt(call)] = call[call.Count - 1];
            return Value.Void;
        });

    /// <summary>By row and column; by one number it counts down the columns.</summary>
    private static int ElementAt(ModelCall call) =>
        call.ElementAt(Self(call), call.Method.Parameters.Count(parameter => parameter.Name != "value") == 1 ? static (n, _) => ((n % 4) * 4) + (n / 4) : Self(call).Layout.Element) is >= 0 and var element ? element : throw call.IndexOutside();

    private static int Index(ModelCall call) => call.Int(0) is >= 0 and < 4 and var index ? index : throw call.IndexOutside();

    private static Value SetLine(ModelCall call, Func<int, int, (int Row, int Column)> place)
    {
        for (var n = 0; n < 4; n++)
        {
            var (row, column) = place(Index(call), n);
            Self(call)[Self(call).Layout.Element(row, column)] = call.Fixed(1)[n];
        }

        return Value.Void;
    }

    /// <summary>A matrix times a column vector; elements that the vector lacks are zero.</summary>
    private static IEnumerable<Value> Applied(ModelCall call, ComponentsObject matrix, Value[] vector) =>
        Enumerable.Range(0, matrix.Layout.Rows).Select(row => call.Dot(Components.Row(matrix, row).Take(vector.Length).ToArray(), vector));

    private static IEnumerable<Value> Cross(ModelCall call, ComponentsObject x, ComponentsObject y)
    {
        foreach (var (i, j) in new[] { (1, 2), (2, 0), (0, 1) })
            yield return call.Arithmetic.Subtract(call.Arithmetic.Multiply(x[i], y[j]), call.Arithmetic.Multiply(x[j], y[i]));
    }

    private static IEnumerable<Value> Between(ModelCall call, Value share) =>
        call.Fixed(0).Elements.Zip(call.Fixed(1).Elements, (x, y) => call.Arithmetic.Add(x, call.Arithmetic.Multiply(call.Arithmetic.Subtract(y, x), share)));

    /// <summary>What is nearly zero becomes zero.</summary>
    private static IEnumerable<Value> Normalized(ModelCall call, Value[] elements)
    {
        var length = call.Length(elements);
        return elements.Select(element => length.AsTraced.Value > Tiny ? call.Arithmetic.Divide(element, length) : Numbers.Zero(ValueKind.Single));
    }

    private static Value Overwrite(ModelCall call, IEnumerable<Value> elements)
    {
        foreach (var (element, n) in elements.ToArray().Select((element, n) => (element, n)))
            Self(call)[n] = element;
        return Value.Void;
    }

    private static bool AreNear(ModelCall call) =>
        call.Fixed(0).Elements.Zip(call.Fixed(1).Elements, (x, y) => x.AsTraced.Value - y.AsTraced.Value).Sum(apart => apart * apart) < SquareOfSame;

    private static ComponentsObject Self(ModelCall call) => call.Receiver.As<ComponentsObject>();
}
