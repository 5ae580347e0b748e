using System;
using System.Collections.Generic;
using System.Linq;

namespace RnnLint.Derivation;

/// <summary>What tells the code's derivative from the one that the forward pass demands, factor by factor. Two factors are the same where they are equal on the traces, however they are written.</summary>
internal sealed class Differences(Verifier verifier)
{
    /// <returns>A sentence, true of both; null where they are no products, or the same.</returns>
    public Prose? Of(Formula code, Formula demanded)
    {
        if (code is Plus or Total || demanded is Plus or Total)
            return null;
        List<Formula> extra = Factors(code), missing = Factors(demanded);
        foreach (var factor in missing.ToList())
        {
            if (extra.FindIndex(own => AreSame(own, factor)) is not (>= 0 and var at))
                continue;
            extra.RemoveAt(at);
            missing.Remove(factor);
        }

        Formula own = Make.Product(extra), wanted = Make.Product(missing);
        if (AreSame(own, wanted))
            return null;
        if (extra.Count == 0)
            return Say("The code lacks the factor ", new Maths(wanted), ".");
        if (missing.Count == 0)
            return Say("The code has the factor ", new Maths(own), ", which does not belong there.");
        return Say("In place of ", new Maths(wanted), " the code has ", new Maths(own), Displacement(own, wanted), ".");
    }

    /// <summary>Says where the code's factor would be right; nothing where that is nowhere near.</summary>
    private string Displacement(Formula own, Formula wanted)
    {
        foreach (var (steps, place) in new[] { (1, "one step later"), (-1, "one step earlier") })
        {
            if (AreSame(own, Formulas.At(wanted, Free.Time, IndexForm.Of([(Free.Time, new Extent(1))], new Extent(steps)))))
                return ", which is the same " + place;
        }

        return AreSame(own, Formulas.At(wanted, Free.From, IndexForm.Of(Free.To))) ? ", which is the same of the other unit" : AreSame(own, Make.Negate(wanted)) ? ", which has the wrong sign" : "";
    }

    private bool AreSame(Formula a, Formula b) => a.Equals(b) || verifier.Holds([a, b]);

    private static List<Formula> Factors(Formula formula) => formula is Times times ? times.Factors.ToList() : formula.IsOne ? [] : [formula];

    private static Prose Say(params object[] parts) => new(parts.Where(part => part is not "").Select(part => part as Inline ?? new Words((string)part)).ToList());
}
