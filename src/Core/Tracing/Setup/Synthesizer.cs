using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing.Models;

namespace RnnLint.Tracing;

/// <summary>
/// Makes arguments that nothing in the code supplies: sizes are n, sequences have T items, numbers are leaves named after their
/// parameter. Objects are made by interpreting their constructors.
/// </summary>
internal sealed class Synthesizer(Interpreter interpreter, LeafRegistry leaves, Implementations implementations, AskedReading reading, ArraySizes sizes, Guesses guesses, INamedTypeSymbol? shown = null)
{
    private const int DeepestObject = 4, MostImplementations = 6, FewestOffsets = 3, MostInVain = 10_000;
    private readonly Dictionary<(string, ITypeSymbol), Value> _shared = new(new SharedComparer());
    private readonly HashSet<INamedTypeSymbol> _making = new(SymbolEqualityComparer.Default);

    /// <summary>Steps of makings that failed.</summary>
    private long _spentInVain;

    /// <summary>Classes whose lists are being filled: a node's list of nodes would go on without end.</summary>
    private readonly HashSet<INamedTypeSymbol> _filling = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, (Value Value, bool Taken)> _byType = new(SymbolEqualityComparer.Default);

    /// <summary>True where an argument has lists that nobody filled.</summary>
    public bool LeavesEmpty { get; private set; }

    /// <summary>Flags that are false because nothing in the code says what they are, each once.</summary>
    public List<ISymbol> Flags { get; } = new();

    /// <summary>Number of functions that were made up.</summary>
    public int Functions { get; private set; }

    /// <summary>The argument for a parameter. Parameters of the same name and type in one route are the same object.</summary>
    /// <param name="integer">What a plain integer parameter gets.</param>
    /// <param name="depth">How many objects are being made around it.</param>
    /// <param name="owner">The object that it is a constructor argument of, where that object is itself an argument: two of them differ.</param>
    public Value Argument(IParameterSymbol parameter, int integer, int depth = 0, string owner = "")
    {
        if (owner.Length == 0 && FlagFor(parameter) is { } flag)
            return flag;
        if (parameter.HasExplicitDefaultValue && Value.KindOf(parameter.Type) is not null)
            return interpreter.Constant(parameter.ExplicitDefaultValue, parameter.Type);
        if (parameter.RefKind == RefKind.Out)
            return Value.Of(new Slot(interpreter.DefaultOf(parameter.Type)));
        if (Value.KindOf(parameter.Type) is { } kind && !Value.IsRealKind(kind))
            return ChoiceOf(parameter.Type) ?? Scalar(kind, integer, (owner.Length > 0 ? owner + "." : "") + parameter.Name);
        if (owner.Length > 0)
            return Make(parameter.Type, owner + "." + parameter.Name, parameter, ImmutableArray<int>.Empty, depth, isSequence: true);
        if (!_shared.TryGetValue((parameter.Name, parameter.Type), out var value))
        {
            value = _byType.TryGetValue(parameter.Type, out var offered) && IsFor(parameter, offered.Taken)
                ? Take(parameter, offered.Value)
                : MakeOrLeaveOut(parameter, depth);
            _shared.Add((parameter.Name, parameter.Type), value);
        }

        return parameter.RefKind == RefKind.Ref ? Value.Of(new Slot(value)) : value;
    }

    /// <summary>What cannot be made (a device, a logger of a library that is not here) is left out where the code allows it.</summary>
    private Value MakeOrLeaveOut(IParameterSymbol parameter, int depth)
    {
        if (MayBeNull(parameter) && reading.LeavesOut)
            return Value.Null;
        var made = Make(parameter.Type, parameter.Name, parameter, ImmutableArray<int>.Empty, depth, isSequence: true);
        return made.AsObject is OpaqueObject && parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null } ? Value.Null : made;
    }

    /// <summary>True for a parameter whose value is made of an integer: a number that is not real, a flag or a choice.</summary>
    public static bool TakesInteger(IParameterSymbol parameter) => Value.KindOf(parameter.Type) is { } kind && !Value.IsRealKind(kind);

    /// <summary>True for a parameter that is declared with a question mark.</summary>
    public static bool MayBeNull(IParameterSymbol parameter) => parameter is { NullableAnnotation: NullableAnnotation.Annotated, RefKind: RefKind.None, Type.IsReferenceType: true };

    /// <summary>The argument for a member that is called once a step: integers are the time, numbers differ from step to step.</summary>
    public Value ArgumentAt(IParameterSymbol parameter, int time)
    {
        if (parameter.HasExplicitDefaultValue && Value.KindOf(parameter.Type) is not null || parameter.RefKind == RefKind.Out)
            return Argument(parameter, time);
        if (FlagFor(parameter) is { } flag)
            return flag;
        if (Value.KindOf(parameter.Type) is { } kind)
            return Value.IsRealKind(kind) ? Argument(parameter, time) : ChoiceOf(parameter.Type) ?? Scalar(kind, time);
        var name = parameter.Name + "@" + time.ToString(CultureInfo.InvariantCulture);
        if (!_shared.TryGetValue((name, parameter.Type), out var value))
        {
            value = Make(parameter.Type, parameter.Name, parameter, ImmutableArray.Create(time), 0, isSequence: false);
            _shared.Add((name, parameter.Type), value);
        }

        return parameter.RefKind == RefKind.Ref ? Value.Of(new Slot(value)) : value;
    }

    /// <summary>From now on all arguments are made anew.</summary>
    public void BeginAgain()
    {
        _shared.Clear();
        _byType.Clear();
    }

    /// <summary>Later parameters of this type that no name fits get <paramref name="value"/>: a cache handed from forward to backward.</summary>
    public void OfferByType(ITypeSymbol type, Value value) => _byType[type] = (value, false);

    /// <summary>A class of the code's own is a cache or a layer, and there is one of it; of plain containers the first parameter may get it.</summary>
    private bool IsFor(IParameterSymbol parameter, bool taken) =>
        parameter.Type is INamedTypeSymbol { IsTupleType: false, DeclaringSyntaxReferences.IsEmpty: false } || !taken && reading.HandsOn;

    private Value Take(IParameterSymbol parameter, Value value)
    {
        _byType[parameter.Type] = (value, true);
        return value;
    }

    /// <summary>Makes later parameters of this name and type refer to <paramref name="value"/>.</summary>
    public void Share(string name, ITypeSymbol type, Value value) => _shared[(name, type)] = value;

    /// <summary>A value of the type for a member that should have held one.</summary>
    public Value ForMember(ITypeSymbol type, string name, ISymbol member, ImmutableArray<int> indices) =>
        Make(type, name, member, indices, 1, isSequence: false);

    public IEnumerable<HeapRoot> Roots() =>
        _shared.OrderBy(pair => pair.Key.Item1, StringComparer.Ordinal).Select(pair => new HeapRoot(pair.Key.Item1, null, LeafGroupKind.Argument, new Slot(pair.Value)));

    /// <summary>An object of the type, or the nearest type that can be made.</summary>
    public Value Object(INamedTypeSymbol type, int depth, string argument = "")
    {
        if (depth > DeepestObject)
            throw new TraceStoppedException(StopKind.Unsupported, "no way was found to make a " + type.Name);
        if (shown is not null && Implementations.IsKindOf(shown, type))
        {
            type = shown;
        }
        else if (type.IsAbstract || type.TypeKind == TypeKind.Interface)
        {
            return Implementation(type, depth, argument);
        }

        if (_spentInVain > MostInVain)
            throw new TraceStoppedException(StopKind.Unsupported, "no way was found to make a " + type.Name);
        var isOutermost = _making.Add(type);
        try
        {
            return Created(type, depth, argument);
        }
        finally
        {
            if (isOutermost)
                _making.Remove(type);
        }
    }

    private Value Created(INamedTypeSymbol type, int depth, string argument)
    {
        var constructors = implementations.Constructors(type);
        Exception? first = null;
        var bare = Value.Null;
        foreach (var constructor in constructors)
        {
            var (spent, inVain) = (interpreter.Fuel.Used, _spentInVain);
            try
            {
                var made = WithSizes(interpreter.Create(constructor, constructor.Parameters.Select(parameter => Argument(parameter, !TakesInteger(parameter) ? 0 : argument.Length > 0 ? SideOf(constructor, parameter) : reading.Size, depth + 1, argument)).ToArray()), argument);

                // One that takes nothing often leaves an empty shell, to be loaded from a file.
                if (!constructor.Parameters.IsEmpty || constructors.Length == 1 || HeapWalk.Numbers(new[] { new HeapRoot("", null, LeafGroupKind.Argument, new Slot(made)) }).Count > 0)
                    return made;
                bare = made;
            }
            catch (Exception exception) when (exception is InterpretedException or TraceStoppedException { Kind: StopKind.Unsupported or StopKind.Threw })
            {
                // What was made for it went with it.
                _spentInVain = inVain + interpreter.Fuel.Used - spent;
                first ??= exception;
            }
        }

        if (!bare.IsNull)
            return bare;
        throw new TraceStoppedException(StopKind.Unsupported, "making a " + type.Name + " failed: " + (first?.Message ?? "it has no constructor"), (first as TraceStoppedException)?.Syntax ?? (first as InterpretedException)?.Syntax)
        {
            // What was made up too short for it can be made longer.
            OutOfRange = (first as TraceStoppedException)?.OutOfRange ?? (first as InterpretedException)?.OutOfRange,
        };
    }

    /// <summary>The first class that can be made: others may ask for what is not here. What wraps another is not wrapped in itself.</summary>
    private Value Implementation(INamedTypeSymbol type, int depth, string argument)
    {
        TraceStoppedException? first = null;
        foreach (var implementation in implementations.Of(type).Where(candidate => !_making.Contains(candidate)).Take(MostImplementations))
        {
            try
            {
                return Object(implementation, depth, argument);
            }
            catch (TraceStoppedException stopped) when (stopped.Kind == StopKind.Unsupported)
            {
                first ??= stopped;
            }
        }

        throw first ?? new TraceStoppedException(StopKind.Unsupported, "nothing in this code implements " + type.Name);
    }

    /// <summary>
    /// An options object that nobody filled in: integers that can be set and still are zero become sizes; or the places where the matrices begin in
    /// one array that holds them all.
    /// </summary>
    private Value WithSizes(Value made, string argument)
    {
        if (argument.Length == 0)
            return made;
        var number = 0;
        foreach (var slot in reading.Offsets ? Integers(made) : Settable(made).Where(slot => slot.Location.Load().AsInteger == 0))
            slot.Location.Store(reading.Offsets ? Value.Of(reading.Size * reading.Size * number++) : guesses.Integer(argument + "." + slot.Symbol!.Name, ValueKind.Int32, reading.Size, isDispensable: true));
        return made;
    }

    /// <summary>Lists and arrays of a data object that anyone can fill. A cache's are filled by the code itself, so that items are the second try.</summary>
    private void FillLists(Value made, string name)
    {
        if (made.AsObject is not Instance instance || !_filling.Add(instance.Type.OriginalDefinition))
            return;
        foreach (var slot in instance.Slots())
        {
            if (slot.Symbol is IFieldSymbol { IsReadOnly: false, IsStatic: false, DeclaredAccessibility: not Accessibility.Private, Type: IArrayTypeSymbol array } field && slot.Location.Load().IsNull && reading.Offsets)
            {
                LeavesEmpty |= !reading.FillsGaps;
                if (reading.FillsGaps)
                    slot.Location.Store(Array(array, name + "." + field.Name, field, ImmutableArray<int>.Empty, 0, isSequence: false));
                continue;
            }

            if (slot.Symbol is { DeclaredAccessibility: Accessibility.Public } holder && TypeCode.TypeOf(holder) is IArrayTypeSymbol empty && slot.Location.Load().AsObject is ArrayObject { Length: 0 })
            {
                LeavesEmpty |= !reading.FillsGaps;
                if (reading.FillsGaps)
                    slot.Location.Store(Array(empty, name + "." + holder.Name, holder, ImmutableArray<int>.Empty, 0, isSequence: false));
                continue;
            }

            if (slot.Symbol is not { DeclaredAccessibility: Accessibility.Public } member || slot.Location.Load().AsObject is not ListObject { Items.Count: 0 } || TypeCode.TypeOf(member) is not INamedTypeSymbol { TypeArguments.Length: 1 } type)
                continue;
            LeavesEmpty |= !reading.FillsGaps;
            if (reading.FillsGaps)
                slot.Location.Store(Sequence(type, name + "." + member.Name, member, ImmutableArray<int>.Empty, 0, isSequence: true));
        }

        _filling.Remove(instance.Type.OriginalDefinition);
    }

    public void SetSizes(IEnumerable<HeapSlot> slots)
    {
        foreach (var slot in slots)
            slot.Location.Store(Value.Of(reading.Size));
    }

    /// <summary>The integers of an object that any caller can set.</summary>
    public static IEnumerable<HeapSlot> Settable(Value made) => (made.AsObject as Instance)?.Slots().Where(slot =>
        slot.Symbol is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public } or IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: Accessibility.Public }
        && TypeCode.TypeOf(slot.Symbol).SpecialType == SpecialType.System_Int32 && slot.Location.Load().Kind == ValueKind.Int32) ?? Enumerable.Empty<HeapSlot>();

    /// <summary>Takes down the flags of an object that any caller can set and that are false, and sets the one that the reading raises.</summary>
    public void RaiseFlags(Value made)
    {
        foreach (var slot in (made.AsObject as Instance)?.Slots() ?? [])
        {
            if (slot.Symbol is IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public } or IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: Accessibility.Public }
                && slot.Location.Load() is { Kind: ValueKind.Boolean, AsBoolean: false } && Raised(slot.Symbol))
                slot.Location.Store(Value.Of(true));
        }
    }

    /// <summary>What a flag is that nothing in the code gives a value; null for any other parameter.</summary>
    private Value? FlagFor(IParameterSymbol parameter) => parameter is { Type.SpecialType: SpecialType.System_Boolean, RefKind: not RefKind.Out }
        ? Value.Of((parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue is true : reading.Flags) || Raised(parameter)) : null;

    private bool Raised(ISymbol flag)
    {
        if (!Flags.Exists(known => string.Equals(known.Name, flag.Name, StringComparison.OrdinalIgnoreCase)))
            Flags.Add(flag);
        return reading.Raises(flag.Name);
    }

    /// <summary>The integers of an object that any code beside it can set.</summary>
    private static IEnumerable<HeapSlot> Integers(Value made) => (made.AsObject as Instance)?.Slots().Where(slot => slot.Symbol is { } symbol && IsOffset(symbol)) ?? Enumerable.Empty<HeapSlot>();

    /// <summary>True for a data object with several integers that code beside it can set: they may be the places where matrices begin in one array.</summary>
    public static bool MayHoldOffsets(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false } && type.GetMembers().Count(IsOffset) >= FewestOffsets;

    private static bool IsOffset(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: false, IsStatic: false, IsConst: false, IsImplicitlyDeclared: false, DeclaredAccessibility: not Accessibility.Private, Type.SpecialType: SpecialType.System_Int32 }
            or IPropertySymbol { IsStatic: false, IsIndexer: false, SetMethod.DeclaredAccessibility: not Accessibility.Private, Type.SpecialType: SpecialType.System_Int32 };

    /// <summary>A constructor that takes two integers makes a matrix of rows and columns.</summary>
    private int SideOf(IMethodSymbol constructor, IParameterSymbol parameter)
    {
        var sides = constructor.Parameters.Where(other => other.Type.SpecialType == SpecialType.System_Int32).ToArray();
        return sides.Length != 2 ? reading.Size : SymbolEqualityComparer.Default.Equals(sides[0], parameter) ? reading.Rows : reading.Columns;
    }

    private Value Make(ITypeSymbol type, string name, ISymbol symbol, ImmutableArray<int> indices, int depth, bool isSequence)
    {
        if (Value.KindOf(type) is { } kind)
        {
            return Value.IsRealKind(kind)
                ? leaves.Leaf(name, LeafGroupKind.Argument, symbol, indices, kind, positive: indices.IsEmpty)
                : ChoiceOf(type) ?? (kind == ValueKind.Boolean && !indices.IsEmpty ? Mask(indices) : Scalar(kind, indices.IsEmpty || reading.IntegersAreSizes ? reading.Size : indices[indices.Length - 1] % reading.Size));
        }

        switch (type)
        {
            case IArrayTypeSymbol array:
                return Array(array, name, symbol, indices, depth, isSequence);
            case ITypeParameterSymbol:
                return leaves.Leaf(name, LeafGroupKind.Argument, symbol, indices, ValueKind.Double);
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return Value.Of(new TupleObject(type, tuple.TupleElements.Select(element => Make(element.Type, name + "." + element.Name, symbol, indices, depth, isSequence)).ToArray()));
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return Make(nullable.TypeArguments[0], name, symbol, indices, depth, isSequence);
            case INamedTypeSymbol { SpecialType: SpecialType.System_String }:
                return Value.Of(StringChoices.For(symbol) ?? name + string.Concat(indices.Select(index => index.ToString(CultureInfo.InvariantCulture))));
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate } function when StandInFunctions.For(function, Functions, reading.Functions) is { } standIn:
                Functions++;
                return standIn;
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate }:
                return Value.Of(new OpaqueObject(type, "the delegate '" + name + "', which no caller supplies"));
            case INamedTypeSymbol { TypeArguments.Length: 1 } sequence when IsSequence(sequence):
                return Sequence(sequence, name, symbol, indices, depth, isSequence);
            case INamedTypeSymbol { TypeArguments.Length: 2 } map when IsByStep(map):
                return ByStep(map, name, symbol, indices, depth);
            case INamedTypeSymbol named when interpreter.LibraryNumbers(named, () => (RowsOf(named, depth, indices), reading.Columns, sizes.RankOf(name) ?? reading.Rank), (index, real) => leaves.Leaf(name, LeafGroupKind.Argument, symbol, indices.AddRange(index), real)) is { } numbers:
                if (numbers.AsObject is TensorObject tensor)
                    sizes.Note(tensor, name);
                return numbers;
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named when !named.DeclaringSyntaxReferences.IsEmpty || named.TypeKind == TypeKind.Class && !named.IsAbstract:
                var made = Object(named, depth, name + string.Concat(indices.Select(index => "[" + index.ToString(CultureInfo.InvariantCulture) + "]")));
                FillLists(made, name + string.Concat(indices.Select(index => "[" + index.ToString(CultureInfo.InvariantCulture) + "]")));
                leaves.Adopt(new[] { new HeapRoot(name, symbol, LeafGroupKind.Argument, new Slot(made)) });
                return made;
            default:
                return Value.Of(new OpaqueObject(type, "the argument '" + name + "'"));
        }
    }

    private Value Array(IArrayTypeSymbol type, string name, ISymbol symbol, ImmutableArray<int> indices, int depth, bool isSequence, bool isRowOfMatrix = false)
    {
        var isMatrix = !isSequence && IsMatrix(type);

        // Of several dimensions the outer one is time, or a square matrix's rows: the route says which by its T.
        var nested = type.ElementType is IArrayTypeSymbol || !IsReal(type.ElementType) && Value.KindOf(type.ElementType) is null;
        var integers = Value.KindOf(type.ElementType) is { } kind && !Value.IsRealKind(kind);
        var level = indices.Length;
        var lengths = Enumerable.Range(0, type.Rank).Select(dimension => sizes.Of(name, level + dimension)
            ?? (isRowOfMatrix || isMatrix && dimension == 1 ? reading.Columns : isMatrix ? reading.Rows
            : isSequence && dimension == 0 && (nested || type.Rank > 2 || integers && depth == 0) ? reading.Steps : IsFlat(type, level, depth) ? reading.Steps * reading.Size : reading.Size)).ToArray();
        var marks = new int[type.Rank];
        for (var dimension = 0; dimension < type.Rank && type.Rank <= 2; dimension++)
            lengths[dimension] = guesses.Length(name + "@" + (level + dimension), out marks[dimension]) ?? lengths[dimension];
        if (type.ElementType.SpecialType == SpecialType.System_String)
        {
            // A program is started without arguments; what is learnt from texts needs some.
            var isToBeFilled = symbol is not IParameterSymbol { ContainingSymbol: IMethodSymbol method } || !ProgramStart.Is(method);
            LeavesEmpty |= isToBeFilled && !reading.FillsGaps;
            if (!isToBeFilled || !reading.FillsGaps)
                lengths = lengths.Select(_ => 0).ToArray();
        }

        var array = interpreter.NewArray(type.ElementType, lengths);
        array.LengthMarks = marks;
        sizes.Note(array, name, level);
        for (var i = 0; i < array.Length; i++)
            array.Cells[i] = integers && depth > 0 ? guesses.Integer(name + "[" + string.Join(",", indices.AddRange(array.IndicesOf(i))) + "]", ValueKind.Int32, reading.Size)
                : isMatrix && type.ElementType is IArrayTypeSymbol row ? Array(row, name, symbol, indices.Add(i), depth, isSequence: false, isRowOfMatrix: true)
                : Make(type.ElementType, name, symbol, indices.AddRange(array.IndicesOf(i)), depth, false);
        return Value.Of(array);
    }

    private Value Sequence(INamedTypeSymbol type, string name, ISymbol symbol, ImmutableArray<int> indices, int depth, bool isSequence)
    {
        var element = type.TypeArguments[0];
        var integers = Value.KindOf(element) is { } kind && !Value.IsRealKind(kind);
        var nested = !IsReal(element) && !integers;
        var count = sizes.Of(name, indices.Length) ?? (isSequence && (nested || integers && depth == 0) ? reading.Steps : IsReal(element) && depth == 0 && indices.IsEmpty && reading.IsFlat ? reading.Steps * reading.Size : reading.Size);
        var items = Enumerable.Range(0, count)
            .Select(i => integers && depth > 0 ? Value.Of(reading.Size) : Make(element, name, symbol, indices.Add(i), depth, false)).ToArray();
        var array = interpreter.NewArray(element, count);
        items.CopyTo(array.Cells, 0);
        sizes.Note(array, name, indices.Length);
        return Interpreter.IsSpanLike(type) ? Value.Of(new Window(type, element, array.Cells, 0, count))
            : type.TypeKind == TypeKind.Interface && type.Name is not ("IList" or "ICollection") ? Value.Of(array)
            : Value.Of(new ListObject(type.TypeKind == TypeKind.Interface ? interpreter.ListOf(element) : type, items.ToList()) { MadeOf = array.Cells });
    }

    /// <summary>A dictionary with an item for each step. One that is to be filled by the code is empty, so that items are the second try.</summary>
    private Value ByStep(INamedTypeSymbol type, string name, ISymbol symbol, ImmutableArray<int> indices, int depth)
    {
        LeavesEmpty |= !reading.FillsGaps;
        var made = new DictionaryObject(type.TypeKind == TypeKind.Interface ? interpreter.DictionaryOf(type) : type, interpreter.EqualityComparer)
        {
            // The state before the first step, or the gradient behind the last one.
            MakesUp = reading.FillsGaps ? key => key.AsInteger >= -1 && key.AsInteger <= reading.Steps ? Item(key.AsInt32) : null : null,
        };
        for (var step = 0; reading.FillsGaps && step < reading.Steps; step++)
            made.MakeUp(Value.Of(step), Item(step));
        return Value.Of(made);

        Value Item(int step) => Make(type.TypeArguments[1], name, symbol, indices.Add(step), depth, isSequence: false);
    }

    /// <summary>True for a dictionary that holds something with numbers for each of a row of integers.</summary>
    private static bool IsByStep(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.IsEmpty && type.TypeArguments[0].SpecialType == SpecialType.System_Int32 && type.Name is "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "SortedDictionary" or "SortedList" or "ConcurrentDictionary"
        && (IsReal(type.TypeArguments[1]) || Value.KindOf(type.TypeArguments[1]) is null && type.TypeArguments[1] is IArrayTypeSymbol or INamedTypeSymbol { SpecialType: SpecialType.None });

    /// <summary>True where a plain array of a member's arguments is read as time and units in one.</summary>
    private bool IsFlat(IArrayTypeSymbol type, int level, int depth) => depth == 0 && level == 0 && type.Rank == 1 && IsReal(type.ElementType) && reading.IsFlat;

    /// <summary>A library's vector may hold all steps as a plain array may.</summary>
    private int RowsOf(INamedTypeSymbol type, int depth, ImmutableArray<int> indices) =>
        MathNetFactory.KindOf(type) is not null && type.Name.EndsWith("Vector", StringComparison.Ordinal) && depth == 0 && indices.IsEmpty && reading.IsFlat ? reading.Steps * reading.Size : reading.Rows;

    private static bool IsSequence(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.IsEmpty
        && (Interpreter.IsSpanLike(type) || type.Name is "List" or "IList" or "IReadOnlyList" or "IEnumerable" or "ICollection" or "IReadOnlyCollection" or "Queue" or "Stack" or "LinkedList" or "ImmutableArray" or "ImmutableList");

    /// <summary>True for arrays in which a matrix may be kept, a column or a row among them.</summary>
    public static bool IsMatrix(ITypeSymbol? type) =>
        type is IArrayTypeSymbol { Rank: 2 } plain && IsReal(plain.ElementType) || type is IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } && IsReal(row.ElementType);

    private static bool IsReal(ITypeSymbol type) => Value.KindOf(type) is { } kind && Value.IsRealKind(kind) || type is ITypeParameterSymbol;

    /// <summary>The member of an enum that is chosen; null for any other type.</summary>
    private Value? ChoiceOf(ITypeSymbol type) =>
        ChoicesOf(type).ToArray() is { Length: > 0 } choices ? interpreter.Constant(choices[Math.Min(reading.Choice, choices.Length - 1)].ConstantValue, type) : null;

    /// <summary>The members of an enum; none for any other type.</summary>
    public static IEnumerable<IFieldSymbol> ChoicesOf(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum ? type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue) : [];

    /// <summary>A truth value among many is one of a mask: some hold and some do not, so that what depends on it is seen either way.</summary>
    private static Value Mask(ImmutableArray<int> indices) => Value.Of(indices.Sum() % 3 != 2);

    private Value Scalar(ValueKind kind, int integer, string name = "") =>
        kind == ValueKind.Boolean ? Value.Of(reading.Flags) : name.Length > 0 ? guesses.Integer(name, kind, integer) : Value.Integer(kind, integer);

    private sealed class SharedComparer : IEqualityComparer<(string, ITypeSymbol)>
    {
        public bool Equals((string, ITypeSymbol) x, (string, ITypeSymbol) y) =>
            string.Equals(x.Item1, y.Item1, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(x.Item2, y.Item2);

        public int GetHashCode((string, ITypeSymbol) key) => StringComparer.OrdinalIgnoreCase.GetHashCode(key.Item1);
    }
}
