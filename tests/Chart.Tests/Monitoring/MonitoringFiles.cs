using System.Text.RegularExpressions;

namespace RagCluster.Chart.Tests.Monitoring;

/// <summary>The files below deploy/monitoring and what belongs to them.</summary>
internal static partial class MonitoringFiles
{
    /// <summary>The checkout.</summary>
    internal static string Root { get; } = FindRoot();

    /// <summary>Rules, routes and dashboards.</summary>
    internal static string Folder { get; } = Path.Combine(Root, "deploy", "monitoring");

    /// <summary>The files of the rules.</summary>
    internal static string[] Rules { get; } =
    [.. Directory.EnumerateFiles(Path.Combine(Folder, "rules"), "*.yaml").Order(StringComparer.Ordinal)];

    /// <summary>The files of the alerts' cases.</summary>
    internal static string[] Cases { get; } =
    [
        .. Directory
            .EnumerateFiles(Path.Combine(Root, "tests", "Chart.Tests", "Monitoring", "AlertCases"), "*.yaml")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Each alert with its severity and its page; one that stands for several objectives comes several times.</summary>
    internal static IEnumerable<(string Name, string Severity, string Runbook)> Alerts =>
        Rules
            .SelectMany(file => Alert().Matches(File.ReadAllText(file)))
            .Select(m => (m.Groups["name"].Value, m.Groups["severity"].Value, m.Groups["runbook"].Value));

    private static string FindRoot()
    {
        DirectoryInfo root = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "RagCluster.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("RagCluster.sln is in no folder above the test.");
        }

        return root.FullName;
    }

    [GeneratedRegex(@"- alert: (?<name>\S+)\n(?s:.*?)severity: (?<severity>\S+)\n(?s:.*?)runbook_url: (?<runbook>\S+)\n")]
    private static partial Regex Alert();
}
