using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RnnLint.Tracing;

/// <summary>Makes the value that a member or variable should have held.</summary>
/// <param name="symbol">The field, property, parameter or local; of an element, what holds its array.</param>
/// <param name="type">The declared type of the place.</param>
/// <param name="indices">Which element; empty for the member itself.</param>
/// <param name="owner">The object whose member it is; null for statics and variables.</param>
/// <param name="place">Where the value will be kept: someone asked may have filled it.</param>
public delegate Value? MissingValue(ISymbol symbol, ITypeSymbol type, ImmutableArray<int> indices, Value owner, Location place);

/// <content>What the code uses although nothing here sets it: members left null, names that do not bind.</content>
public sealed partial class Interpreter
{
    private const string UnresolvedName = "the unresolved ";
    private readonly Dictionary<(Frame, SyntaxNode), int> _passes = new();

    /// <summary>True once a condition on names that nothing here declares was taken as false.</summary>
    public bool AssumesConditions { get; private set; }

    /// <summary>The value of a null receiver's place once it has been supplied; else null.</summary>
    private Value Supply(IOperation operation, Frame frame)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation.ChildOperations.First();
        if (operation is IParameterReferenceOperation { Parameter: { RefKind: RefKind.None } parameter })
            return SupplyParameter(parameter, frame);
        if (operation is not (IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation) || operation.Type is not { IsReferenceType: true } || !IsRepeatable(operation))
            return Value.Null;
        LacksValues = true;
        if (Missing is null)
            return Value.Null;
        var place = Through(Refer(operation, frame));
        var indices = new List<int>();
        var holder = operation;
        while (holder is IArrayElementReferenceOperation element)
        {
            indices.InsertRange(0, element.Indices.Select(index => Evaluate(index, frame)).Where(index => index.IsInteger).Select(index => index.AsInt32));
            holder = element.ArrayReference;
        }

        var (symbol, instance) = holder switch
        {
            IFieldReferenceOperation field => ((ISymbol?)field.Field, field.Instance),
            IPropertyReferenceOperation { Property.IsIndexer: false } property when CodeBase.IsAutomatic(property.Property.OriginalDefinition) => (property.Property, property.Instance),
            ILocalReferenceOperation local => (local.Local, null),
            IParameterReferenceOperation held => (held.Parameter, null),
            _ => (null, null),
        };
        if (symbol is null || holder is IFieldReferenceOperation or IPropertyReferenceOperation && !IsInSource(symbol.ContainingType))
            return Value.Null;
        var owner = instance is null ? Value.Null : Dereference(Evaluate(instance, frame));
        if (Missing(symbol, Closed(operation.Type, frame), indices.ToImmutableArray(), owner, place) is not { } made)
            return Value.Null;
        place.Store(made);
        return made;
    }

    /// <summary>A member that was null already when it was passed on: it is made where the caller reads it, for all to share.</summary>
    private Value SupplyParameter(IParameterSymbol parameter, Frame frame)
    {
        if (frame.HolderOf(parameter) is not { Call: { } call, Caller: { } caller } holder
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is not { } passed)
            return Value.Null;
        var made = Supply(passed.Value, caller);
        if (!made.IsNull)
            holder.Find(parameter)!.Store(made);
        return made;
    }

    /// <summary>Arrays and collections handed to the library while they are null: it would throw as well.</summary>
    private void SupplyArguments(ImmutableArray<IArgumentOperation> arguments, Value[] values, Frame frame)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { RefKind: RefKind.None, IsOptional: false } parameter && values[parameter.Ordinal].IsNull && (parameter.Type is IArrayTypeSymbol || parameter.Type.Name is "IEnumerable" or "Array" or "IList" or "ICollection" or "Span" or "ReadOnlySpan"))
                values[parameter.Ordinal] = Supply(argument.Value, frame);
        }
    }

    /// <summary>Static numbers that someone else is to set: sizes, bounds, rates.</summary>
    private void SupplyStatics(Dictionary<ISymbol, Slot> slots)
    {
        foreach (var pair in slots)
        {
            if (!IsZero(pair.Value.Value) || Value.KindOf(TypeCode.TypeOf(pair.Key)) is not { } kind || kind != pair.Value.Value.Kind || !CanBeSetFromOutside(pair.Key))
                continue;
            LacksValues = true;
            if (Missing?.Invoke(pair.Key, TypeCode.TypeOf(pair.Key), ImmutableArray<int>.Empty, Value.Null, pair.Value) is { } size)
                pair.Value.Value = size;
        }
    }

    /// <summary>A member that is to hold how many there are of something, of which the object that was asked has none: nobody has filled that.</summary>
    private Value SizeFromElsewhere(ISimpleAssignmentOperation assignment, Value value, Frame frame)
    {
        if (value is not { Kind: ValueKind.Int32, AsInteger: 0 } || assignment.Target is not (IFieldReferenceOperation or IPropertyReferenceOperation) || !IsAskedOfAnother(assignment.Value))
            return value;
        LacksValues = true;
        var member = ((IMemberReferenceOperation)assignment.Target).Member;
        return Missing?.Invoke(member, TypeCode.TypeOf(member), ImmutableArray<int>.Empty, Value.Null, new Slot(value)) ?? value;
    }

    private static bool IsAskedOfAnother(IOperation asked) => asked switch
    {
        IConversionOperation conversion => IsAskedOfAnother(conversion.Operand),
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } owner } => owner is not IInstanceReferenceOperation,
        _ => false,
    };

    private static bool IsZero(Value value) => value is { Kind: ValueKind.Int32, AsInteger: 0 } || value is { IsReal: true, AsTraced: { IsConstant: true, Value: 0 } };

    private static bool CanBeSetFromOutside(ISymbol member) =>
        member is IFieldSymbol { IsReadOnly: false, DeclaredAccessibility: not Accessibility.Private } or IPropertySymbol { SetMethod.DeclaredAccessibility: not Accessibility.Private }
        && member.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is not (VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null }));

    /// <summary>True where evaluating an expression once more changes nothing.</summary>
    private static bool IsRepeatable(IOperation operation) =>
        operation.DescendantsAndSelf().All(part => part is not (IIncrementOrDecrementOperation or IAssignmentOperation or IInvocationOperation or IObjectCreationOperation));

    /// <summary>A condition; what nothing here declares is taken as false, as flags among the arguments are.</summary>
    private bool Condition(IOperation operation, Frame frame)
    {
        var value = Evaluate(operation, frame);
        if (value.AsObject is not OpaqueObject opaque)
            return value.AsBoolean;
        if (!opaque.Origin.StartsWith(UnresolvedName, StringComparison.Ordinal))
            throw new TraceStoppedException(StopKind.Unsupported, "cannot go on without " + opaque, operation.Syntax);
        Fuel.Step(CostOfUnknown);
        AssumesConditions = true;
        return false;
    }

    /// <summary>True once a loop was given as many passes as there are steps of time.</summary>
    internal bool AsksSteps { get; private set; }

    /// <summary>True where the loop over a sequence that nothing here declares takes another item: there are T.</summary>
    private bool HasNext(SyntaxNode sequence, Frame frame)
    {
        AsksSteps = true;
        _passes.TryGetValue((frame, sequence), out var passes);
        _passes[(frame, sequence)] = passes < _draw.Steps ? passes + 1 : 0;
        return passes < _draw.Steps;
    }

    /// <summary>True for an array of numbers that still holds nothing: who hands it on wants it filled.</summary>
    private static bool IsBlank(ArrayObject array) =>
        array.ElementType is { } type && Value.KindOf(type) is { } kind && Value.IsRealKind(kind) && array.Cells.All(cell => cell.AsTraced is { IsConstant: true, Value: 0 });

    /// <summary>A name that nothing here declares (a package or file is missing): its result is unknown, what it is made of is not.</summary>
    private Value Unresolved(IOperation operation, Frame frame)
    {
        if (operation is { IsImplicit: true, Type.SpecialType: SpecialType.System_Boolean, Syntax: { Parent: CommonForEachStatementSyntax loop } sequence } && loop.Expression == sequence)
            return Value.Of(HasNext(sequence, frame));
        var inputs = new List<Value>();
        foreach (var part in operation.ChildOperations)
        {
            try
            {
                inputs.Add(Evaluate(part, frame));
            }
            catch (TraceStoppedException stopped) when (stopped.Kind is StopKind.Unsupported)
            {
                // A method group or a type's name: no value.
            }
        }

        if (operation.Syntax is InvocationExpressionSyntax)
            FillBlank(inputs, UnresolvedName + Describe(operation));
        var type = operation.Type is null or IErrorTypeSymbol ? null : Closed(operation.Type, frame);
        var what = UnresolvedName + Describe(operation);
        _unknowns.Add(what);
        return type is null ? Value.Of(new OpaqueObject(null, what)) : Opaque(type, what, inputs.ToArray());
    }

    /// <summary>
    /// A member by its name alone. Of what came from outside it is as unknown as that is; the members of an object that is known would have to be
    /// looked up at run time.
    /// </summary>
    private Value Dynamic(IOperation operation, IOperation holder, ImmutableArray<IOperation> arguments, Frame frame)
    {
        if (Evaluate(holder, frame).AsObject is not OpaqueObject unknown)
            throw Unsupported(operation);
        var inputs = arguments.Select(argument => Evaluate(argument, frame)).ToArray();
        FillBlank(inputs, unknown.Origin);
        return Opaque(operation.Type, unknown.Origin, inputs);
    }

    private void FillBlank(IEnumerable<Value> inputs, string what)
    {
        foreach (var array in inputs.Select(input => input.AsObject).OfType<ArrayObject>().Where(IsBlank))
        {
            for (var i = 0; i < array.Length; i++)
                array.Cells[i] = Opaque(array.ElementType, what);
        }
    }
}
