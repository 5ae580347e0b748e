using System.Globalization;
using RnnLint.Fuzz.Robustness.Concurrency;
using RnnLint.Fuzz.Robustness.Hostile;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve"]:
        await Examiner.ServeAsync();
        return 0;
    case ["hostile", .. var rest]:
        return HostileRun.Go(rest.Length > 0 ? double.Parse(rest[0], CultureInfo.InvariantCulture) : 1, rest.Length > 1 ? rest[1] : "");
    case ["concurrency", .. var rest]:
        return ConcurrencyRun.Go(rest.Length > 0 ? int.Parse(rest[0], CultureInfo.InvariantCulture) : 1000, rest.Length > 1 ? int.Parse(rest[1], CultureInfo.InvariantCulture) : 1);
    default:
        Console.Error.WriteLine("hostile [SHARE] [NAME] | concurrency [COUNT] [SEED]");
        return 2;
}
