using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Core.Tests.MathNet;

/// <summary>What random inputs cannot show: shared memory, lazy enumeration, random leaves, unknown operands, fields.</summary>
public class MathNetObjectTests
{
    private readonly MathNetTestMachine _machine = new();

    [Fact]
    public void A_vector_shares_the_array_that_it_is_made_around()
    {
        var array = NewArray(1, 2, 3);
        var vector = _machine.Call(typeof(VectorBuilder<double>), "Dense", [typeof(double[])], Value.Null, Value.Of(array)).As<MathVectorObject>();
        array.Cells[1] = Value.Of(7.0);
        vector[1].AsTraced.Value.ShouldBe(7);
        var again = _machine.Call(typeof(Vector<double>), "AsArray", [], Value.Of(vector));
        again.AsObject.ShouldBeSameAs(array);
        _machine.Call(typeof(DenseVector), "get_Values", [], Value.Of(vector)).AsObject.ShouldBeSameAs(array);
    }

    [Fact]
    public void A_copy_does_not_share()
    {
        var array = NewArray(1, 2);
        var vector = _machine.Call(typeof(VectorBuilder<double>), "DenseOfArray", [typeof(double[])], Value.Null, Value.Of(array)).As<MathVectorObject>();
        var copy = _machine.Call(typeof(Vector<double>), "ToArray", [], Value.Of(vector)).As<ArrayObject>();
        array.Cells[0] = Value.Of(7.0);
        copy.Cells[1] = Value.Of(8.0);
        vector.Cells.Select(cell => cell.AsTraced.Value).ShouldBe([1, 2]);
    }

    [Fact]
    public void A_matrix_shares_a_column_major_array()
    {
        var array = NewArray(1, 2, 3, 4, 5, 6);
        var matrix = _machine.Call(typeof(DenseMatrix).GetConstructor([typeof(int), typeof(int), typeof(double[])])!, Value.Null, Value.Of(2), Value.Of(3), Value.Of(array)).As<MatrixObject>();
        matrix[1, 0].AsTraced.Value.ShouldBe(2);
        matrix[0, 1].AsTraced.Value.ShouldBe(3);
        _machine.Call(typeof(Matrix<double>), "set_Item", [typeof(int), typeof(int), typeof(double)], Value.Of(matrix), Value.Of(0), Value.Of(2), Value.Of(9.0));
        array.Cells[4].AsTraced.Value.ShouldBe(9);
        _machine.Call(typeof(Matrix<double>), "AsColumnMajorArray", [], Value.Of(matrix)).AsObject.ShouldBeSameAs(array);
        _machine.Call(typeof(Matrix<double>), "AsArray", [], Value.Of(matrix)).IsNull.ShouldBeTrue();
    }

    [Fact]
    public void A_dense_vector_converts_from_and_to_an_array_without_copying()
    {
        var array = NewArray(1, 2);
        var conversions = typeof(DenseVector).GetMethods().Where(method => method.Name.StartsWith("op_", StringComparison.Ordinal)).ToList();
        var vector = _machine.Call(conversions.Single(method => method.Name == "op_Implicit"), Value.Null, Value.Of(array));
        _machine.Call(conversions.Single(method => method.Name == "op_Explicit"), Value.Null, vector).AsObject.ShouldBeSameAs(array);
    }

    [Fact]
    public void Results_know_their_run_time_type()
    {
        var matrix = MathNetFactory.NewMatrix(_machine, ValueKind.Single, 2, 2);
        MathNetCalling.MetadataName(matrix.Type!).ShouldBe("MathNet.Numerics.LinearAlgebra.Single.DenseMatrix");
        var sum = _machine.Call(typeof(Matrix<float>), "RowSums", [], Value.Of(matrix)).As<MathVectorObject>();
        MathNetCalling.MetadataName(sum.Type!).ShouldBe("MathNet.Numerics.LinearAlgebra.Single.DenseVector");
        sum.Kind.ShouldBe(ValueKind.Single);
    }

    [Theory]
    [InlineData(typeof(Matrix<double>), typeof(MatrixObject))]
    [InlineData(typeof(Vector<float>), typeof(MathVectorObject))]
    [InlineData(typeof(SparseMatrix), typeof(MatrixObject))]
    public void An_object_can_be_made_for_a_variable(Type type, Type expected)
    {
        var made = MathNetFactory.NewFor(_machine, MathNetCalling.Type(_machine.Compilation, type), 3, 2).ShouldNotBeNull();
        made.ShouldBeOfType(expected);
        made.Cells.Length.ShouldBe(expected == typeof(MatrixObject) ? 6 : 3);
    }

    [Fact]
    public void Other_variables_get_no_object()
    {
        MathNetFactory.NewFor(_machine, _machine.Compilation.GetSpecialType(SpecialType.System_String), 3, 2).ShouldBeNull();
        MathNetFactory.NewFor(_machine, MathNetCalling.Type(_machine.Compilation, typeof(Matrix<System.Numerics.Complex>)), 3, 2).ShouldBeNull();
    }

    [Fact]
    public void Complex_matrices_stop_the_trace()
    {
        var build = typeof(MatrixBuilder<System.Numerics.Complex>).GetMethod("Dense", [typeof(int), typeof(int)])!;
        Should.Throw<TraceStoppedException>(() => _machine.Call(build, Value.Null, Value.Of(2), Value.Of(2))).Kind.ShouldBe(StopKind.Unsupported);
    }

    [Fact]
    public void Random_matrices_are_made_of_leaves()
    {
        var normal = _machine.Call(typeof(Normal).GetConstructor([typeof(double), typeof(double)])!, Value.Null, Value.Of(0.0), Value.Of(0.1));
        var random = typeof(MatrixBuilder<double>).GetMethod("Random", [typeof(int), typeof(int), typeof(IContinuousDistribution)])!;
        var matrix = _machine.Call(random, Value.Null, Value.Of(2), Value.Of(3), normal).As<MatrixObject>();
        matrix.Cells.Select(cell => cell.AsTraced.Node).Distinct().Count().ShouldBe(6);
        _machine.Call(typeof(Normal), "Sample", [], normal).AsTraced.IsConstant.ShouldBeFalse();
        _machine.Call(typeof(Normal), "Sample", [typeof(double), typeof(double)], Value.Null, Value.Of(0.0), Value.Of(1.0)).AsTraced.IsConstant.ShouldBeFalse();
    }

    [Fact]
    public void An_endless_sequence_of_samples_is_lazy()
    {
        var normal = _machine.Call(typeof(Normal).GetConstructor([])!, Value.Null);
        var samples = _machine.Call(typeof(Normal), "Samples", [], normal);
        _machine.Enumerate(samples).Take(3).Select(sample => sample.AsTraced.Node).Distinct().Count().ShouldBe(3);
        Should.Throw<TraceStoppedException>(() => _machine.Enumerate(samples).Count()).Kind.ShouldBe(StopKind.OutOfFuel);
    }

    [Fact]
    public void A_vector_enumerates_like_a_list()
    {
        var vector = MathNetFactory.VectorAround(_machine, NewArray(1, 2));
        _machine.Enumerate(Value.Of(vector)).Select(item => item.AsTraced.Value).ShouldBe([1, 2]);
        var enumerable = _machine.Compilation.GetSpecialType(SpecialType.System_Collections_Generic_IEnumerable_T).Construct(_machine.Compilation.GetSpecialType(SpecialType.System_Double));
        var method = enumerable.GetMembers("GetEnumerator").OfType<IMethodSymbol>().Single();
        var model = MathNetCalling.Find(method, Value.Of(vector)).ShouldNotBeNull();
        model(new ModelCall(_machine, method, Value.Of(vector), [])).As<EnumeratorObject>().Items.MoveNext().ShouldBeTrue();
    }

    [Fact]
    public void Factorizations_are_opaque_and_named()
    {
        var matrix = MathNetFactory.NewMatrix(_machine, ValueKind.Double, 2, 2);
        _machine.Call(typeof(Matrix<double>), "Svd", [typeof(bool)], Value.Of(matrix), Value.True).AsObject.ShouldBeOfType<OpaqueObject>();
        _machine.Unknowns.ShouldBe(["MathNet Matrix.Svd"]);
    }

    [Fact]
    public void An_unknown_operand_makes_an_unknown_result()
    {
        var matrix = MathNetFactory.NewMatrix(_machine, ValueKind.Double, 2, 2);
        var unknown = Value.Of(new OpaqueObject(null, "svd.U"));
        _machine.Call(typeof(Matrix<double>), "Multiply", [typeof(Matrix<double>)], Value.Of(matrix), unknown).AsObject.ShouldBeOfType<OpaqueObject>();
        _machine.Call(typeof(Matrix<double>), "Multiply", [typeof(Matrix<double>), typeof(Matrix<double>)], Value.Of(matrix), unknown, Value.Of(matrix));
        matrix.Cells.ShouldAllBe(cell => !cell.AsTraced.IsConstant);
    }

    [Fact]
    public void Build_is_a_static_field_with_a_model()
    {
        var type = MathNetCalling.Type(_machine.Compilation, typeof(Matrix<float>));
        var field = type.GetMembers("Build").OfType<IFieldSymbol>().Single();
        var model = MathNetCalling.Table.FindField("MathNet.Numerics.LinearAlgebra.Matrix`1", field).ShouldNotBeNull();
        SymbolEqualityComparer.Default.Equals(model(_machine, field).As<HeapObject>().Type, field.Type).ShouldBeTrue();
        var dense = typeof(MatrixBuilder<float>).GetMethod("Dense", [typeof(int), typeof(int)])!;
        _machine.Call(dense, model(_machine, field), Value.Of(2), Value.Of(3)).As<MatrixObject>().Kind.ShouldBe(ValueKind.Single);
        var zero = type.GetMembers("Zero").OfType<IFieldSymbol>().Single();
        MathNetCalling.Table.FindField("MathNet.Numerics.LinearAlgebra.Matrix`1", zero)!(_machine, zero).Kind.ShouldBe(ValueKind.Single);
    }

    [Fact]
    public void Off_diagonal_cells_of_a_diagonal_matrix_cannot_be_set()
    {
        var matrix = MathNetFactory.NewMatrix(_machine, ValueKind.Double, 2, 2, LinearStorage.Diagonal);
        Should.Throw<InterpretedException>(() => _machine.Call(typeof(Matrix<double>), "set_Item", [typeof(int), typeof(int), typeof(double)], Value.Of(matrix), Value.Of(0), Value.Of(1), Value.Of(1.0)))
            .TypeName.ShouldBe("System.IndexOutOfRangeException");
    }

    [Fact]
    public void Large_objects_run_out_of_fuel()
    {
        Should.Throw<TraceStoppedException>(() => _machine.Call(typeof(MatrixBuilder<double>), "Dense", [typeof(int), typeof(int)], Value.Null, Value.Of(100_000), Value.Of(100_000)))
            .Kind.ShouldBe(StopKind.OutOfFuel);
    }

    private ArrayObject NewArray(params double[] values)
    {
        var array = _machine.NewArray(_machine.Compilation.GetSpecialType(SpecialType.System_Double), values.Length);
        for (var i = 0; i < values.Length; i++)
            array.Cells[i] = Value.Of(values[i]);
        return array;
    }
}
