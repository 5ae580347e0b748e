using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using RnnLint.Tracing;
using RnnLint.Tracing.Models;

namespace RnnLint.Recognition;

/// <summary>The readings of what a route leaves open that are worth a trace: those in which a member takes something that is read in its own way.</summary>
internal static class Readings
{
    private const int MostChoices = 4;

    private static readonly RouteReading[] All =
    {
        new(), new(LeavesOut: true), new(Offsets: true), new(IsSquare: true), new(HandsOn: true), new(IsSquare: true, HandsOn: true),
        new(Shape: MatrixShape.Column), new(Shape: MatrixShape.Row), new(Rank: 1), new(Rank: 3), new(IsFlat: true), new(IsSquare: true, IsFlat: true), new(IsFlat: true, HandsOn: true), new(IntegersAreSizes: true),
        new(Flags: true), new(IsSquare: true, Flags: true), new(Integer: 0), new(IsSquare: true, Integer: 0), new(Integer: 1),
        new(Span: IntegerSpan.Down), new(Span: IntegerSpan.Up), new(Choice: 1), new(Choice: 2), new(Choice: 3),
    };

    /// <summary>The likeliest first.</summary>
    public static IEnumerable<RouteReading> Of(Route route) => All.Where(reading => Applies(reading, route));

    /// <summary>The likeliest, and those that differ from it only in how long an array or vector of numbers is.</summary>
    public static IEnumerable<RouteReading> Plain(Route route) => Of(route).Where((reading, place) => place == 0 || reading.IsFlat);

    /// <summary>The members of an enum that the route or the object's making takes, other than the one that was tried.</summary>
    public static IEnumerable<int> OtherChoices(Route route, int tried) =>
        Enumerable.Range(0, MostChoices).Where(choice => choice != tried && TakesChoice(route, choice));

    private static bool TakesChoice(Route route, int choice) => Once(route).Concat(route.Type.InstanceConstructors)
        .Any(method => method.Parameters.Any(parameter => Synthesizer.ChoicesOf(parameter.Type).Skip(choice).Any()));

    private static bool Applies(RouteReading reading, Route route) =>
        (!reading.LeavesOut || route.Steps.Any(step => step.Method.Parameters.Any(Synthesizer.MayBeNull)))
        && (!reading.HandsOn || TakesWhatTheFirstGives(route))
        && (reading.Shape == MatrixShape.Square || route.Steps.Any(step => step.Method.Parameters.Any(parameter => IsObject(ElementOf(parameter.Type)) || Synthesizer.IsMatrix(step.Times == StepTimes.Once ? ItemOf(parameter.Type) : parameter.Type))))
        && (reading.Rank == 2 || route.Steps.SelectMany(step => step.Method.Parameters).Any(parameter => TensorFactory.IsRankFree(ElementOf(parameter.Type))))
        && (!reading.IsFlat || Takes(route, reading.HandsOn ? IsCollectionOfNumbers : IsArrayOfNumbers))
        && (!reading.IntegersAreSizes || Takes(route, type => type is IArrayTypeSymbol array && Value.IsIntegerType(array.ElementType)))
        && (!reading.Flags || Takes(route, type => type.SpecialType == SpecialType.System_Boolean))
        && (reading.Integer is null || Takes(route, Value.IsIntegerType))
        && (reading.Span == IntegerSpan.None || Once(route).Any(method => method.Parameters.Count(parameter => Value.IsIntegerType(parameter.Type)) >= 2))
        && (!reading.Offsets || Takes(route, Synthesizer.MayHoldOffsets))
        && (reading.Choice == 0 || TakesChoice(route, reading.Choice));

    private static bool TakesWhatTheFirstGives(Route route) =>
        route.Steps.Skip(1).SelectMany(step => step.Method.Parameters).Any(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, route.Steps[0].Method.ReturnType));

    private static bool Takes(Route route, Func<ITypeSymbol, bool> kind) => Once(route).Any(method => method.Parameters.Any(parameter => kind(parameter.Type)));

    private static IEnumerable<IMethodSymbol> Once(Route route) => route.Steps.Where(step => step.Times == StepTimes.Once).Select(step => step.Method);

    private static bool IsArrayOfNumbers(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } array && Value.KindOf(array.ElementType) is not null || IsCollectionOfNumbers(type);

    /// <summary>A list or a vector. The code's use of an array shows how long it is to be; of these nothing does, so that what is handed on must fit.</summary>
    private static bool IsCollectionOfNumbers(ITypeSymbol type) => type is INamedTypeSymbol { TypeArguments.Length: 1 } named && Value.KindOf(named.TypeArguments[0]) is not null;

    private static bool IsObject(ITypeSymbol type) => type is INamedTypeSymbol { SpecialType: SpecialType.None } && Value.KindOf(type) is null;

    /// <summary>What a sequence of steps holds one of a step; null for what is no sequence.</summary>
    private static ITypeSymbol? ItemOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
        INamedTypeSymbol { TypeArguments.Length: 1, DeclaringSyntaxReferences.IsEmpty: true } named => named.TypeArguments[0],
        _ => null,
    };

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => ElementOf(array.ElementType),
        INamedTypeSymbol { TypeArguments.Length: 1, DeclaringSyntaxReferences.IsEmpty: true } named when Value.KindOf(named.TypeArguments[0]) is null => ElementOf(named.TypeArguments[0]),
        _ => type,
    };
}
