using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary><c>Matrix3x2</c> and <c>Matrix4x4</c> of System.Numerics: row vectors stand on their left.</summary>
internal static class FixedMatrixModels
{
    public static void Register(ModelTable table)
    {
        foreach (var name in new[] { "Matrix3x2", "Matrix4x4" })
        {
            var type = new ComponentModels(table.Type("System.Numerics." + name));
            AddMaking(type);
            AddArithmetic(type);
            AddElements(type);
        }

        new ComponentModels(table.Type("System.Numerics.Matrix4x4"))
            .Add(["CreateRotationX", "CreateRotationY", "CreateRotationZ"], Rotation)
            .Add("Transpose", static call => call.Make(Components.Transposed(call.FixedMatrix(0))));
        new ComponentModels(table.Type("System.Numerics.Matrix3x2")).Add("CreateRotation", Rotation);
    }

    private static void AddMaking(ComponentModels type) => type
        .Add([".ctor", "Create"], New)
        .Add("get_Identity", static call => call.Make(static (row, column) => row == column ? 1 : 0))
        .Add("CreateScale", static call => call.Method.Parameters.Skip(1).Any(parameter => parameter.Name == "centerPoint") ? throw call.Unsupported() : Diagonal(call))
        .Add("CreateTranslation", static call => Translation(call));

    private static Value New(ModelCall call)
    {
        var layout = ComponentLayouts.Of(call.ResultType())!;
        if (call.Count == 0)
            return call.Make(static (_, _) => 0);
        if (call.Count > 1)
            return call.Make(call.Parts(ValueKind.Single));
        if (call[0].AsObject is null)
            return call.Filled(call[0]);
        var given = call.Fixed(0);

        // One vector is every row; a smaller matrix stands in the corner of the identity, its last row still being the last.
        return given.Layout.Rows == 0
            ? call.Make(Enumerable.Range(0, layout.Rows).SelectMany(_ => given.Elements))
            : call.Make(Enumerable.Range(0, layout.Count).Select(element => (element / layout.Columns, element % layout.Columns) switch
            {
                ( < 2, < 2) at => given[at.Item1, at.Item2],
                (3, < 2) at => given[2, at.Item2],
                var (row, column) => Components.Real(layout.Kind, row == column ? 1 : 0),
            }));
    }

    private static Value Diagonal(ModelCall call)
    {
        var factors = call.Parts(ValueKind.Single).ToArray();
        var layout = ComponentLayouts.Of(call.Method.ReturnType)!;
        var scaled = Math.Min(layout.Columns, 3);
        return call.Make(Enumerable.Range(0, layout.Count).Select(element =>
        {
            int row = element / layout.Columns, column = element % layout.Columns;
            return row != column ? Numbers.Zero(layout.Kind) : row >= scaled ? Numbers.Constant(layout.Kind, 1) : factors.Length == 1 ? factors[0] : factors[row];
        }));
    }

    private static Value Translation(ModelCall call)
    {
        var offsets = call.Parts(ValueKind.Single).ToArray();
        var layout = ComponentLayouts.Of(call.Method.ReturnType)!;
        return call.Make(Enumerable.Range(0, layout.Count).Select(element =>
        {
            int row = element / layout.Columns, column = element % layout.Columns;
            return row == layout.Rows - 1 && column < offsets.Length ? offsets[column] : Numbers.Constant(layout.Kind, row == column ? 1 : 0);
        }));
    }

    private static Value Rotation(ModelCall call)
    {
        if (call.Count > 1)
            throw call.Unsupported();
        var layout = ComponentLayouts.Of(call.Method.ReturnType)!;
        Value cos = call.Arithmetic.Unary(TapeOp.Cos, call[0]), sin = call.Arithmetic.Unary(TapeOp.Sin, call[0]);
        var (first, second) = call.Method.Name switch { "CreateRotationX" => (1, 2), "CreateRotationY" => (2, 0), _ => (0, 1) };
        return call.Make(Enumerable.Range(0, layout.Count).Select(element =>
        {
            int row = element / layout.Columns, column = element % layout.Columns;
            return (row == first || row == second) && row == column ? cos
                : row == first && column == second ? sin
                : row == second && column == first ? call.Arithmetic.Negate(sin)
                : Numbers.Constant(layout.Kind, row == column ? 1 : 0);
        }));
    }

    private static void AddArithmetic(ComponentModels type) => Components.AddOperators(type)
        .Add("Add", static call => call.Elementwise(static x => Numbers.Add(x.Arithmetic, x[0], x[1])))
        .Add("Subtract", static call => call.Elementwise(static x => Numbers.Subtract(x.Arithmetic, x[0], x[1])))
        .Add("Negate", static call => call.Elementwise(static x => Numbers.Negate(x.Arithmetic, x[0])))
        .Add(["op_Multiply", "Multiply"], Multiply)
        .Add("Lerp", static call => call.Elementwise(static x => x.Arithmetic.Add(
            Numbers.Multiply(x.Arithmetic, x[0], x.Arithmetic.Subtract(x.Arithmetic.Constant(x[2], 1), x[2])), Numbers.Multiply(x.Arithmetic, x[1], x[2]))))
        .Add("Invert", Invert)
        .Add("op_Equality", static call => Value.Of(Components.AreSame(call.Fixed(0), call[1])))
        .Add("op_Inequality", static call => Value.Of(!Components.AreSame(call.Fixed(0), call[1])))
        .Add("Equals", static call => Value.Of(Components.AreSame(Self(call), call[0])))
        .Add("get_IsIdentity", static call => Value.Of(Self(call) is var self && Enumerable.Range(0, self.Layout.Count).All(element => self[element].AsTraced.Value == (element / self.Layout.Columns == element % self.Layout.Columns ? 1 : 0))));

    private static Value Multiply(ModelCall call)
    {
        if (call[0].AsObject is not ComponentsObject x || call[1].AsObject is not ComponentsObject y)
            return call.Elementwise(static scalar => Numbers.Multiply(scalar.Arithmetic, scalar[0], scalar[1]));
        if (x.Layout.Rows == y.Layout.Columns)
            return call.Make(call.Product(x, y));

        // 3 × 2 stands for 3 × 3 with a last column of (0, 0, 1).
        return call.Make(
            from row in Enumerable.Range(0, x.Layout.Rows)
            from column in Enumerable.Range(0, y.Layout.Columns)
            let terms = Enumerable.Range(0, x.Layout.Columns).Select(k => Numbers.Multiply(call.Arithmetic, x[row, k], y[k, column]))
            select call.Sum(row == x.Layout.Rows - 1 ? terms.Append(y[row, column]) : terms));
    }

    private static void AddElements(ComponentModels type)
    {
        type
            .Add("get_Item", static call => call.Count == 2 ? Self(call)[At(call)] : RowOf(call, call.Int(0)))
            .Add("set_Item", static call =>
            {
                if (call.Count == 3)
                    Self(call)[At(call)] = call[2];
                else
                    SetRow(call, Self(call), call.Int(0), call[1]);
                return Value.Void;
            })
            .Add("GetElement", static call => Self(call)[At(call)])
            .Add("WithElement", static call => Changed(call, copy => copy[At(call)] = call[2]))
            .Add("GetRow", static call => RowOf(call, call.Int(0)))
            .Add("WithRow", static call => Changed(call, copy => SetRow(call, copy, call.Int(0), call[1])))
            .Add("GetDeterminant", static call => Self(call).Layout.Rows == 3 ? Determinant(call, [Take(Self(call), 0, 2), Take(Self(call), 1, 2)]) : Determinant(call, Enumerable.Range(0, 4).Select(row => Components.Row(Self(call), row)).ToArray()))
            .Add("get_Translation", static call => call.Make(Components.Row(Self(call), Self(call).Layout.Rows - 1).Take(Self(call).Layout.Rows - 1)))
            .Add("set_Translation", static call =>
            {
                foreach (var (number, column) in call.Fixed(0).Elements.Select((number, column) => (number, column)))
                    Self(call)[Self(call).Layout.Element(Self(call).Layout.Rows - 1, column)] = number;
                return Value.Void;
            })
            .Add("GetHashCode", static _ => Value.Of(0))
            .Add("ToString", static _ => Value.Of("…"));
        var row = 0;
        foreach (var letter in "XYZW")
        {
            var own = row++;
            type.Add("get_" + letter, call => RowOf(call, own));
            type.Add("set_" + letter, call => SetRow(call, Self(call), own, call[0]));
        }
    }

    private static Value RowOf(ModelCall call, int row) =>
        row >= 0 && row < Self(call).Layout.Rows ? call.Make(Components.Row(Self(call), row)) : throw call.OutOfRange("index");

    private static Value SetRow(ModelCall call, ComponentsObject matrix, int row, Value value)
    {
        if (row < 0 || row >= matrix.Layout.Rows)
            throw call.OutOfRange("index");
        var elements = value.As<ComponentsObject>().Elements;
        for (var column = 0; column < elements.Length; column++)
            matrix[matrix.Layout.Element(row, column)] = elements[column];
        return Value.Void;
    }

    private static Value Changed(ModelCall call, Action<ComponentsObject> change)
    {
        var copy = (ComponentsObject)Self(call).CopyOnStore();
        change(copy);
        return Value.Of(copy);
    }

    private static Value[] Take(ComponentsObject matrix, int row, int count) => Components.Row(matrix, row).Take(count).ToArray();

    /// <summary>The cofactors over the determinant; 3 × 2 stands for 3 × 3 with a last column of (0, 0, 1). Without an inverse all is NaN.</summary>
    private static Value Invert(ModelCall call)
    {
        var matrix = call.FixedMatrix(0);
        var rows = Enumerable.Range(0, matrix.Layout.Rows).Select(row => Components.Row(matrix, row).Concat(Enumerable.Range(matrix.Layout.Columns, matrix.Layout.Rows - matrix.Layout.Columns)
            .Select(column => Numbers.Constant(matrix.Layout.Kind, row == column ? 1 : 0))).ToArray()).ToArray();
        var determinant = Determinant(call, rows);
        var exists = Math.Abs(determinant.AsTraced.Value) >= float.Epsilon;
        call.Out(1).Store(call.Make(matrix.Type, Enumerable.Range(0, matrix.Layout.Count).Select(element =>
        {
            int row = element / matrix.Layout.Columns, column = element % matrix.Layout.Columns;
            var minor = Determinant(call, rows.Where((_, n) => n != column).Select(line => line.Where((_, n) => n != row).ToArray()).ToArray());
            return exists ? call.Arithmetic.Divide((row + column) % 2 == 0 ? minor : Numbers.Negate(call.Arithmetic, minor), determinant) : Components.Real(matrix.Layout.Kind, double.NaN);
        })));
        return Value.Of(exists);
    }

    /// <summary>By the first row's minors.</summary>
    private static Value Determinant(ModelCall call, Value[][] rows)
    {
        if (rows.Length == 1)
            return rows[0][0];
        return rows[0].Select((first, column) => Numbers.Multiply(call.Arithmetic, first, Determinant(call, rows.Skip(1).Select(row => row.Where((_, n) => n != column).ToArray()).ToArray())))
            .Select((term, column) => column % 2 == 0 ? term : Numbers.Negate(call.Arithmetic, term)).Aggregate((sum, term) => Numbers.Add(call.Arithmetic, sum, term));
    }

    private static int At(ModelCall call) =>
        call.ElementAt(Self(call), Self(call).Layout.Element) is >= 0 and var element ? element : throw call.OutOfRange("index");

    private static ComponentsObject Self(ModelCall call) => call.Receiver.As<ComponentsObject>();
}
