using MathNet.Numerics.LinearAlgebra;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>What the models leave on the tape: products in their natural order, and numbers that keep their nodes when they are moved.</summary>
public class MathNetTapeTests
{
    private static readonly Type M = typeof(Matrix<double>);

    private static readonly Type V = typeof(Vector<double>);

    private readonly MathNetTestMachine _machine = new();

    [Fact]
    public void Matrix_times_vector_multiplies_W_jk_by_v_k_and_sums_in_order()
    {
        var (w, v) = (NewMatrix(3, 2), NewVector(2));
        var result = Call(M, "op_Multiply", [M, V], Value.Null, Value.Of(w), Value.Of(v)).As<MathVectorObject>();
        result.Count.ShouldBe(3);
        for (var j = 0; j < 3; j++)
            Node(result[j]).ShouldBe(Node(Add(Multiply(w[j, 0], v[0]), Multiply(w[j, 1], v[1]))));
        _machine.Tape.Count.ShouldBe(3 * 2 + 2 + 6 + 3);
    }

    [Fact]
    public void Vector_times_matrix_is_the_row_vector_times_the_matrix()
    {
        var (w, v) = (NewMatrix(2, 3), NewVector(2));
        var result = Call(M, "op_Multiply", [V, M], Value.Null, Value.Of(v), Value.Of(w)).As<MathVectorObject>();
        for (var k = 0; k < 3; k++)
            Node(result[k]).ShouldBe(Node(Add(Multiply(w[0, k], v[0]), Multiply(w[1, k], v[1]))));
    }

    [Fact]
    public void The_ways_to_multiply_by_the_transpose_make_the_same_nodes()
    {
        var (w, v) = (NewMatrix(2, 3), NewVector(2));
        var transposed = Call(M, "Transpose", [], Value.Of(w));
        var results = new[]
        {
            Call(M, "Multiply", [V], transposed, Value.Of(v)),
            Call(M, "op_Multiply", [V, M], Value.Null, Value.Of(v), Value.Of(w)),
            Call(M, "LeftMultiply", [V], Value.Of(w), Value.Of(v)),
            Call(M, "TransposeThisAndMultiply", [V], Value.Of(w), Value.Of(v)),
        };
        foreach (var result in results)
            Nodes(result).ShouldBe(Nodes(results[0]));
        Nodes(Call(M, "Multiply", [V], Value.Of(NewMatrix(3, 2)), Value.Of(v))).ShouldNotBe(Nodes(results[0]));
    }

    [Fact]
    public void Vector_times_vector_is_the_dot_product()
    {
        var (x, y) = (NewVector(2), NewVector(2));
        var result = Call(V, "op_Multiply", [V, V], Value.Null, Value.Of(x), Value.Of(y));
        Node(result).ShouldBe(Node(Add(Multiply(x[0], y[0]), Multiply(x[1], y[1]))));
    }

    [Fact]
    public void Outer_product_puts_u_i_v_j_at_row_i_and_column_j()
    {
        var (u, v) = (NewVector(2), NewVector(3));
        var result = Call(V, "OuterProduct", [V], Value.Of(u), Value.Of(v)).As<MatrixObject>();
        (result.Rows, result.Columns).ShouldBe((2, 3));
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 3; j++)
                Node(result[i, j]).ShouldBe(Node(Multiply(u[i], v[j])));
        }
    }

    [Fact]
    public void Moving_numbers_makes_no_nodes()
    {
        var w = NewMatrix(3, 2);
        var count = _machine.Tape.Count;
        var transposed = Call(M, "Transpose", [], Value.Of(w)).As<MatrixObject>();
        (transposed.Rows, transposed.Columns).ShouldBe((2, 3));
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 2; column++)
                Node(transposed[column, row]).ShouldBe(Node(w[row, column]));
        }

        Nodes(Call(M, "Row", [typeof(int)], Value.Of(w), Value.Of(1))).ShouldBe([Node(w[1, 0]), Node(w[1, 1])]);
        Nodes(Call(M, "Column", [typeof(int)], Value.Of(w), Value.Of(1))).ShouldBe([Node(w[0, 1]), Node(w[1, 1]), Node(w[2, 1])]);
        Nodes(Call(M, "ToRowMajorArray", [], Value.Of(w))).ShouldBe([Node(w[0, 0]), Node(w[0, 1]), Node(w[1, 0]), Node(w[1, 1]), Node(w[2, 0]), Node(w[2, 1])]);
        Nodes(Call(M, "ToArray", [], Value.Of(w))).ShouldBe(Nodes(Call(M, "ToRowMajorArray", [], Value.Of(w))));
        Nodes(Call(M, "Clone", [], Value.Of(w))).ShouldBe(Nodes(Value.Of(w)));
        Nodes(Call(M, "SubMatrix", [typeof(int), typeof(int), typeof(int), typeof(int)], Value.Of(w), Value.Of(1), Value.Of(2), Value.Of(0), Value.Of(1)))
            .ShouldBe([Node(w[1, 0]), Node(w[2, 0])]);
        _machine.Tape.Count.ShouldBe(count);
    }

    [Fact]
    public void Slots_name_cells_by_row_and_column_and_write_through()
    {
        var w = NewMatrix(2, 3);
        var slots = w.Slots().ToList();
        slots.Select(slot => (slot.Indices[0], slot.Indices[1])).ShouldBe([(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]);
        slots.ForEach(slot => Node(slot.Location.Load()).ShouldBe(Node(w[slot.Indices[0], slot.Indices[1]])));
        slots[5].Location.Store(Value.Of(7.0));
        w[1, 2].AsTraced.Value.ShouldBe(7);
        NewVector(2).Slots().Select(slot => slot.Indices.Single()).ShouldBe([0, 1]);
    }

    [Fact]
    public void Elementwise_members_may_write_over_their_operands()
    {
        var (x, y) = (NewVector(2), NewVector(2));
        var expected = new[] { Node(Add(x[0], y[0])), Node(Add(x[1], y[1])) };
        Call(V, "Add", [V, V], Value.Of(x), Value.Of(y), Value.Of(x)).IsNull.ShouldBeTrue();
        Nodes(Value.Of(x)).ShouldBe(expected);
    }

    [Fact]
    public void Products_may_write_over_their_operands()
    {
        var (w, v) = (NewMatrix(2, 2), NewVector(2));
        var expected = Nodes(Call(M, "Multiply", [V], Value.Of(w), Value.Of(v)));
        Call(M, "Multiply", [V, V], Value.Of(w), Value.Of(v), Value.Of(v));
        Nodes(Value.Of(v)).ShouldBe(expected);
    }

    [Fact]
    public void Adding_to_a_zero_matrix_leaves_no_node()
    {
        var w = NewMatrix(2, 2);
        var zero = MathNetFactory.NewMatrix(_machine, ValueKind.Double, 2, 2);
        Nodes(Call(M, "op_Addition", [M, M], Value.Null, Value.Of(zero), Value.Of(w))).ShouldBe(Nodes(Value.Of(w)));
    }

    [Fact]
    public void Determinant_and_inverse_are_made_of_the_numbers()
    {
        var w = NewMatrix(2, 2);
        Node(Call(M, "Determinant", [], Value.Of(w))).ShouldBeGreaterThanOrEqualTo(0);
        Nodes(Call(M, "Inverse", [], Value.Of(w))).ShouldAllBe(node => node >= 0);
        _machine.Unknowns.ShouldBeEmpty();
    }

    private MatrixObject NewMatrix(int rows, int columns)
    {
        var matrix = MathNetFactory.NewMatrix(_machine, ValueKind.Double, rows, columns);
        for (var cell = 0; cell < matrix.Cells.Length; cell++)
            matrix.Cells[cell] = _machine.Leaf(1.5 + (cell * cell), ValueKind.Double, cell % rows, cell / rows);
        return matrix;
    }

    private MathVectorObject NewVector(int count)
    {
        var vector = MathNetFactory.NewVector(_machine, ValueKind.Double, count);
        for (var i = 0; i < count; i++)
            vector.Cells[i] = _machine.Leaf(0.5 + i, ValueKind.Double, i);
        return vector;
    }

    private Value Call(Type type, string name, Type[] parameters, Value receiver, params Value[] arguments) =>
        _machine.Call(type, name, parameters, receiver, arguments);

    private Value Add(Value x, Value y) => _machine.Arithmetic.Add(x, y);

    private Value Multiply(Value x, Value y) => _machine.Arithmetic.Multiply(x, y);

    private static int Node(Value value) => value.AsTraced.Node;

    private static int[] Nodes(Value value) => [.. (value.AsObject as LinearObject)?.Cells.Select(Node) ?? value.As<ArrayObject>().Cells.Select(Node)];
}
