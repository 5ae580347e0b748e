using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>The texts of a package that are made of others when it is packed. MSBuild compiles this by itself, against .NET Standard.</summary>
public sealed class PackageTexts : Task
{
    [Required]
    public string Readme { get; set; }

    [Required]
    public string Changelog { get; set; }

    [Required]
    public string Licence { get; set; }

    /// <summary>The folder with the texts of licences other than this project's own, each named by its identifier.</summary>
    [Required]
    public string Licences { get; set; }

    [Required]
    public string PackageId { get; set; }

    [Required]
    public string PackageVersion { get; set; }

    [Required]
    public string RepositoryUrl { get; set; }

    /// <summary>Files of other packages that this one contains, as NuGet resolved them.</summary>
    public ITaskItem[] Bundled { get; set; } = new ITaskItem[0];

    /// <summary>Where the texts go.</summary>
    [Required]
    public string Folder { get; set; }

    /// <summary>The changelog's section on this version, or on what is unreleased.</summary>
    [Output]
    public string ReleaseNotes { get; set; }

    public override bool Execute()
    {
        Directory.CreateDirectory(Folder);
        Write("README.md", WithWholeLinks(Read(Readme)));
        if (Bundled.Length > 0)
            Write("THIRD-PARTY-NOTICES.txt", Notices());
        var changes = Read(Changelog);
        ReleaseNotes = Section(changes, PackageVersion) ?? Section(changes, "Unreleased") ?? "";
        return !Log.HasLoggedErrors;
    }

    private static string Read(string path) => File.ReadAllText(path).Replace("\r\n", "\n");

    /// <summary>Leaves a file alone that says so already: newer inputs would have everything packed again.</summary>
    private void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
    }

    /// <summary>Links within the repository lead nowhere from a package.</summary>
    private string WithWholeLinks(string markdown) => Regex.Replace(markdown, @"\]\((?![a-z]+:|#)", "](" + RepositoryUrl + "/blob/main/");

    private static string Section(string changes, string version)
    {
        var found = Regex.Match(changes, @"^## \[?" + Regex.Escape(version) + @"\]?(?: .*)?\n(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
        return found.Success ? found.Groups[1].Value.Trim() : null;
    }

    private string Notices()
    {
        var bundled = new SortedDictionary<string, BundledPackage>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in Bundled)
        {
            var (id, inside) = (file.GetMetadata("NuGetPackageId"), file.GetMetadata("PathInPackage"));
            if (id != "" && !bundled.ContainsKey(id))
                bundled[id] = new BundledPackage(id, file.GetMetadata("NuGetPackageVersion"), file.ItemSpec.Substring(0, file.ItemSpec.Length - inside.Length));
        }

        var packages = bundled.Values.ToList();
        // Many bring the same long text: it is printed once, after the names of all of them.
        var texts = packages.SelectMany(package => package.Texts.Select(text => (package.Id, Text: text)))
            .GroupBy(own => own.Text, own => own.Id)
            .Select(text => "Of " + string.Join(", ", text) + ":\n\n" + text.Key);
        var licences = packages.Select(package => package.Licence).Distinct().OrderBy(name => name, StringComparer.Ordinal).Select(LicenceText);
        var parts = new[] { "What the package " + PackageId + " contains of others:\n\n" + string.Join("\n\n", packages.Select(package => package.Heading)) }.Concat(licences).Concat(texts);
        return string.Join("\n\n" + new string('-', 80) + "\n\n", parts) + "\n";
    }

    private string LicenceText(string licence)
    {
        var path = Path.Combine(Licences, licence + ".txt");
        if (licence != "MIT" && !File.Exists(path))
            Log.LogError("{0} contains something under the licence {1}, whose text is not in {2}.", PackageId, licence, Licences);
        var own = Read(Licence);
        return "The licence " + licence + "\n\n" + (licence == "MIT" ? own.Substring(own.IndexOf("Permission is hereby granted", StringComparison.Ordinal)) : File.Exists(path) ? Read(path) : "").Trim();
    }

    private sealed class BundledPackage
    {
        private readonly string _spec;

        public BundledPackage(string id, string version, string folder)
        {
            Id = id;
            _spec = Read(Path.Combine(folder, id.ToLowerInvariant() + ".nuspec"));
            Licence = Field("license") ?? Field("licenseUrl") ?? "unknown";
            Heading = string.Join("\n", new[] { id + " " + version + " (" + Licence + ")", Field("copyright") ?? "Copyright " + Field("authors"), Field("projectUrl") }.Where(line => line != null));
            Texts = Directory.GetFiles(folder)
                .Where(file => Regex.IsMatch(Path.GetFileName(file), @"^(licen[sc]e|notice|third-?party-?notices)[^.]*(\.(txt|md))?$", RegexOptions.IgnoreCase))
                .OrderBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).Select(file => Read(file).Trim()).ToList();
        }

        public string Id { get; }

        public string Licence { get; }

        public string Heading { get; }

        /// <summary>The licence and the notices that the package brings along.</summary>
        public IReadOnlyList<string> Texts { get; }

        private string Field(string name)
        {
            var found = Regex.Match(_spec, "<" + name + "[^>]*>([^<]*)</" + name + ">");
            return found.Success ? System.Net.WebUtility.HtmlDecode(found.Groups[1].Value).Trim() : null;
        }
    }
}
