namespace RnnLint.Fuzzing.Generation;

/// <summary>What a variable holds, as far as the generator has to know to use it.</summary>
internal abstract record Shape;

internal sealed record ScalarShape(Scalar Type) : Shape;

internal sealed record NullableShape(Scalar Type) : Shape;

/// <summary>An array, span or list of <paramref name="Length"/> elements: whatever is indexed by one number.</summary>
internal sealed record RowShape(Scalar Type, int Length, RowKind Kind) : Shape;

internal enum RowKind
{
    Array,
    Span,
    List,
}

internal sealed record GridShape(Scalar Type, int Rows, int Columns, bool IsJagged) : Shape;

internal sealed record TupleShape(Scalar First, Scalar Second) : Shape;

internal sealed record MapShape(Scalar Type) : Shape;

internal sealed record FunctionShape(Scalar Result, IReadOnlyList<Scalar> Parameters) : Shape;

/// <summary>A struct, class or record that the program declares.</summary>
internal sealed record ObjectShape(ObjectType Type) : Shape;

/// <summary>A variable in scope.</summary>
/// <param name="IsCaptured">False for what lambdas and local functions may not touch: spans, ref locals and parameters by reference.</param>
/// <param name="IsProperty">True for what cannot be passed by reference.</param>
internal sealed record Variable(string Name, Shape Shape, bool IsWritable = true, bool IsCaptured = true, bool IsProperty = false);

internal enum ObjectKind
{
    Struct,
    Class,
    Record,
    RecordStruct,
}

/// <summary>A type that the program declares: fields or properties of numbers, and what else can be done with it.</summary>
internal sealed record ObjectType(string Name, ObjectKind Kind, IReadOnlyList<(string Name, Scalar Type)> Fields)
{
    public bool IsValue => Kind is ObjectKind.Struct or ObjectKind.RecordStruct;

    public bool HasWith => Kind is not ObjectKind.Class;

    /// <summary>The scalar that its method Measure returns.</summary>
    public required Scalar Measured { get; init; }

    public string? Derived { get; init; }

    public bool HasOperators { get; init; }

    public bool HasIndexer { get; init; }
}

/// <summary>A method or local function of numbers.</summary>
internal sealed record Callable(string Name, Scalar Result, IReadOnlyList<(Scalar Type, string Modifier)> Parameters)
{
    /// <summary>True where it takes any number type, and is called with <see cref="Result"/>.</summary>
    public bool IsGeneric { get; init; }
}
