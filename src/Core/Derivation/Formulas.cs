using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>Walks through formulas.</summary>
internal static class Formulas
{
    public static IEnumerable<Formula> Parts(Formula formula) => formula switch
    {
        Total total => [total.Body],
        Plus plus => plus.Terms,
        Times times => times.Factors,
        Quotient quotient => [quotient.Over, quotient.Under],
        Raised raised => [raised.Base, raised.Exponent],
        Applied applied => [applied.Argument],
        Slope slope => [slope.Argument],
        _ => [],
    };

    /// <summary>The formula and all that it is made of, in the order in which it is written.</summary>
    public static IEnumerable<Formula> All(Formula formula) => Parts(formula).SelectMany(All).Prepend(formula);

    public static IEnumerable<Element> Elements(Formula formula) => All(formula).OfType<Element>();

    public static bool Mentions(Formula formula, IndexVariable variable) => All(formula).Any(part => part switch
    {
        Element element => element.Indices.Any(index => index.Mentions(variable)),
        Delta delta => delta.First.Mentions(variable) || delta.Second.Mentions(variable),
        Partial partial => Mentions(partial.Of, variable) || Mentions(partial.By, variable),
        _ => false,
    });

    /// <summary>The formula with its parts exchanged, and simplified anew.</summary>
    public static Formula With(Formula formula, System.Func<Formula, Formula> exchange) => formula switch
    {
        Total total => Make.Sum(total.Over, exchange(total.Body)),
        Plus plus => Make.Sum(plus.Terms.Select(exchange)),
        Times times => Make.Product(times.Factors.Select(exchange)),
        Quotient quotient => Make.Divide(exchange(quotient.Over), exchange(quotient.Under)),
        Raised raised => new Raised(exchange(raised.Base), exchange(raised.Exponent)),
        Applied applied => applied with { Argument = exchange(applied.Argument) },
        Slope slope => slope with { Argument = exchange(slope.Argument) },
        _ => formula,
    };

    /// <summary>The formula with an index in place of a variable.</summary>
    public static Formula At(Formula formula, IndexVariable variable, IndexForm index) => formula switch
    {
        Element element => element with { Indices = element.Indices.Select(own => own.With(variable, index)).ToList() },
        Delta delta => new Delta(delta.First.With(variable, index), delta.Second.With(variable, index)),
        Partial partial => new Partial((Element)At(partial.Of, variable, index), (Element)At(partial.By, variable, index)),
        _ => With(formula, part => At(part, variable, index)),
    };
}
