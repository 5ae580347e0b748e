using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace RnnLint.Tracing.Models;

/// <summary>What the models of vectors and matrices of a fixed size have in common, whatever the library. A plain number stands for a vector of it.</summary>
internal static class Components
{
    /// <summary>The vector or matrix that an argument is; a column of another one is copied.</summary>
    public static ComponentsObject Fixed(this ModelCall call, int index) => call[index].AsObject as ComponentsObject ?? throw call.Unsupported();

    public static ComponentsObject FixedMatrix(this ModelCall call, int index) => call.Fixed(index) is { Layout.Rows: > 0 } matrix ? matrix : throw call.Unsupported();

    /// <summary>A vector or matrix of the member's result type.</summary>
    public static Value Make(this ModelCall call, IEnumerable<Value> elements) => call.Make(call.ResultType(), elements);

    public static Value Make(this ModelCall call, ITypeSymbol? type, IEnumerable<Value> elements)
    {
        var layout = ComponentLayouts.Of(type) ?? throw call.Unsupported();
        var cells = elements.ToArray();
        if (cells.Length != layout.Count)
            throw call.Unsupported();
        call.Machine.Fuel.Step(cells.Length);
        call.Machine.Fuel.Allocate(cells.Length);
        return Value.Of(new ComponentsObject(type, layout, cells));
    }

    /// <summary>A constant vector or matrix of the result type.</summary>
    public static Value Make(this ModelCall call, Func<int, int, double> cell)
    {
        var layout = ComponentLayouts.Of(call.ResultType()) ?? throw call.Unsupported();
        return call.Make(Enumerable.Range(0, layout.Count).Select(element => layout.Rows == 0
            ? Real(layout.Kind, cell(0, element)) : Real(layout.Kind, cell(element / layout.Columns, element % layout.Columns))));
    }

    public static Value Filled(this ModelCall call, Value number)
    {
        var layout = ComponentLayouts.Of(call.ResultType()) ?? throw call.Unsupported();
        var converted = Numbers.Convert(number, layout.Kind);
        return call.Make(Enumerable.Repeat(converted, layout.Count));
    }

    /// <summary>A scalar function applied element by element; operands that are plain numbers take part in each.</summary>
    public static Value Elementwise(this ModelCall call, Model scalar)
    {
        var whole = call.Arguments.Select(argument => argument.AsObject).OfType<ComponentsObject>().FirstOrDefault();
        if (whole is null)
            return scalar(call);
        var elements = call.Arguments.Select(argument => argument.AsObject is ComponentsObject components ? components.Elements : null).ToArray();
        if (elements.Any(own => own is not null && own.Length != whole.Layout.Count))
            throw call.Unsupported();
        return call.Make(call.ResultType() is { SpecialType: SpecialType.None } result && ComponentLayouts.Of(result) is not null ? result : whole.Type, Enumerable.Range(0, whole.Layout.Count).Select(n =>
            scalar(call with { Arguments = call.Arguments.Select((argument, i) => elements[i] is { } own ? own[n] : argument).ToArray() })));
    }

    public static Value Sum(this ModelCall call, IEnumerable<Value> terms) => terms.Aggregate((sum, term) => Numbers.Add(call.Arithmetic, sum, term));

    public static Value Dot(this ModelCall call, IReadOnlyList<Value> x, IReadOnlyList<Value> y)
    {
        if (x.Count != y.Count)
            throw call.Unsupported();
        return call.Sum(x.Select((element, i) => Numbers.Multiply(call.Arithmetic, element, y[i])));
    }

    public static Value Length(this ModelCall call, IReadOnlyList<Value> x) => call.Arithmetic.Unary(TapeOp.Sqrt, call.Dot(x, x));

    public static Value[] Differences(this ModelCall call, ComponentsObject x, ComponentsObject y) =>
        x.Elements.Zip(y.Elements, (a, b) => Numbers.Subtract(call.Arithmetic, a, b)).ToArray();

    public static IEnumerable<Value> Scaled(this ModelCall call, IEnumerable<Value> elements, Value factor) => elements.Select(element => Numbers.Multiply(call.Arithmetic, element, factor));

    public static Value[] Row(ComponentsObject matrix, int row) => Enumerable.Range(0, matrix.Layout.Columns).Select(column => matrix[row, column]).ToArray();

    public static Value[] Column(ComponentsObject matrix, int column) => Enumerable.Range(0, matrix.Layout.Rows).Select(row => matrix[row, column]).ToArray();

    /// <summary>The matrix product, row by row.</summary>
    public static IEnumerable<Value> Product(this ModelCall call, ComponentsObject x, ComponentsObject y) =>
        from row in Enumerable.Range(0, x.Layout.Rows)
        from column in Enumerable.Range(0, y.Layout.Columns)
        select call.Dot(Row(x, row), Column(y, column));

    public static IEnumerable<Value> Transposed(ComponentsObject matrix) =>
        from column in Enumerable.Range(0, matrix.Layout.Columns)
        from row in Enumerable.Range(0, matrix.Layout.Rows)
        select matrix[row, column];

    public static bool AreSame(ComponentsObject x, Value y) =>
        y.AsObject is ComponentsObject other && other.Layout.Count == x.Layout.Count && x.Elements.Zip(other.Elements, (a, b) => a.AsTraced.Value == b.AsTraced.Value).All(same => same);

    public static Value Real(ValueKind kind, double value) => Value.Of(Traced.Constant(value), kind);

    /// <summary>The parts that make a vector: numbers, and vectors for several elements at once.</summary>
    public static IEnumerable<Value> Parts(this ModelCall call, ValueKind kind) =>
        call.Arguments.SelectMany(argument => argument.AsObject is ComponentsObject part ? part.Elements : [Numbers.Convert(argument, kind)]);

    /// <summary>The arithmetic that every such type has, under its operators' names.</summary>
    public static ComponentModels AddOperators(ComponentModels type) => type
        .Add("op_Addition", static call => call.Elementwise(static x => Numbers.Add(x.Arithmetic, x[0], x[1])))
        .Add("op_Subtraction", static call => call.Elementwise(static x => Numbers.Subtract(x.Arithmetic, x[0], x[1])))
        .Add("op_Multiply", static call => call.Elementwise(static x => Numbers.Multiply(x.Arithmetic, x[0], x[1])))
        .Add("op_Division", static call => call.Elementwise(static x => Numbers.Divide(x.Arithmetic, x[0], x[1])))
        .Add("op_UnaryNegation", static call => call.Elementwise(static x => Numbers.Negate(x.Arithmetic, x[0])))
        .Add("op_UnaryPlus", static call => call[0]);

    /// <summary>Element by number, or by row and column.</summary>
    public static int ElementAt(this ModelCall call, ComponentsObject components, Func<int, int, int> element)
    {
        var layout = components.Layout;
        int first = call.Int(0), second = call.Method.Parameters.Length > 1 && call.Method.Parameters[1].Type.SpecialType == SpecialType.System_Int32 ? call.Int(1) : 0;
        var found = element(first, second);
        return first >= 0 && second >= 0 && found >= 0 && found < layout.Count && (layout.Rows == 0 || second < layout.Columns) ? found : -1;
    }
}

/// <summary>Enters members of such a type: where an operand is unknown, so is what the member makes of it.</summary>
internal readonly struct ComponentModels(TypeModels models)
{
    public ComponentModels Add(string member, Model model)
    {
        models.Add(member, call => IsUnknown(call) ? Unknown(call) : model(call));
        return this;
    }

    public ComponentModels Add(string[] members, Model model)
    {
        foreach (var member in members)
            Add(member, model);
        return this;
    }

    private static bool IsUnknown(ModelCall call) => call.Receiver.AsObject is OpaqueObject || call.Arguments.Any(argument => argument.AsObject is OpaqueObject);

    private static Value Unknown(ModelCall call) => call.Method.ReturnsVoid && call.Method.MethodKind != MethodKind.Constructor
        ? throw call.Unsupported()
        : call.Machine.Opaque(call.ResultType(), call.Method.ContainingType.Name + "." + call.Method.Name, call.Arguments.Append(call.Receiver).ToArray());
}
