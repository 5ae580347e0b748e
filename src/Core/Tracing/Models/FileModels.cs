using System;
using System.Linq;

namespace RnnLint.Tracing.Models;

/// <summary>
/// Files. None is read: there is no saved model to load. What is read without asking whether it is there is the data, and is
/// made up: a text of a few letters, which are digits in lines and columns, so that it serves as letters and as a table.
/// </summary>
internal static class FileModels
{
    private static readonly string[] Lines = ["0,1,2", "2,0,1", "1,1,0", "0,2,2", "2,1,0", "1,0,1", "0,0,2", "1,2,1"];

    private static readonly string Content = string.Join("\n", Lines) + "\n";

    /// <summary>Splits a text. A line that is made up has its columns wherever the code looks for them; no other text is taken for one, whatever it says.</summary>
    public static string[] Split(string text, string[] separators, StringSplitOptions options)
    {
        var parts = text.Split(separators, options);
        if (ReferenceEquals(text, Content))
            return parts.Select(part => Array.Find(Lines, line => line == part) ?? part).ToArray();
        var isColumns = separators.Length == 0 || separators.Any(separator => separator.Trim('\r', '\n').Length > 0);
        return parts.Length == 1 && isColumns && Array.Exists(Lines, line => ReferenceEquals(line, text)) ? text.Split(',') : parts;
    }

    public static void Register(ModelTable table)
    {
        string[] writers = ["System.IO.TextWriter", "System.IO.StreamWriter", "System.IO.BinaryWriter"];
        foreach (var name in writers)
            table.Type(name).Add(".ctor", static call => call.ToPlain()).Ignore("Write", "WriteLine", "Flush", "Close", "Dispose", "set_AutoFlush");
        table.Type("System.IO.File")
            .Ignore("WriteAllText", "WriteAllLines", "WriteAllBytes", "AppendAllText", "AppendAllLines", "Delete")
            .Add("Exists", static _ => Value.False)
            .Add("ReadAllText", static _ => Value.Of(Content))
            .Add(["ReadAllLines", "ReadLines"], static call => call.ToArray(Lines.Select(line => Value.Of(line)).ToArray(), call.Machine.Compilation.GetSpecialType(Microsoft.CodeAnalysis.SpecialType.System_String)));
        table.Type("System.IO.Directory")
            .Add("CreateDirectory", static call => call.ToPlain())
            .Add("Exists", static _ => Value.False);
        string[] readers = ["System.IO.TextReader", "System.IO.StreamReader"];
        foreach (var name in readers)
        {
            table.Type(name)
                .Add(".ctor", static call => call.ToPlain())
                .Add("get_EndOfStream", static _ => Value.True)
                .Add("ReadLine", static _ => Value.Null)
                .Add("ReadToEnd", static _ => Value.Of(Content))
                .Add(["Read", "Peek"], static call => call.Count == 0 ? Value.Of(-1) : Value.Of(0))
                .Ignore("Close", "Dispose");
        }

        table.Type("System.IO.Path").Add("Combine", static call => Value.Of(string.Join("/", call.Arguments.Select(part => TextModels.Format(part)))));
    }
}
