using System.Text.RegularExpressions;
using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests.Monitoring;

/// <summary>
/// The rules through Prometheus' own tool: they are well formed, each fires when it should and is silent when it should be.
/// </summary>
public sealed partial class RuleTests
{
    /// <summary>Prometheus' own checker, where it is installed.</summary>
    internal const string Promtool = "/usr/bin/promtool";

    [Fact]
    public async Task Promtool_HasNothingToSayOfTheRules()
    {
        if (!File.Exists(Promtool))
            return;
        Outcome outcome = await Command.RunAsync(Promtool, MonitoringFiles.Root, null, ["check", "rules", .. MonitoringFiles.Rules]);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Outcome config = await Command.RunAsync(
            Promtool,
            MonitoringFiles.Folder,
            null,
            "check",
            "config",
            "--syntax-only",
            "prometheus.yml"
        );
        Assert.True(config.ExitCode == 0, config.Output + config.Errors);
    }

    [Fact]
    public async Task EveryAlert_FiresOverItsCase_AndIsSilentOverTheOther()
    {
        if (File.Exists(Promtool))
        {
            foreach (string file in MonitoringFiles.Cases)
            {
                Outcome outcome = await Command.RunAsync(Promtool, MonitoringFiles.Root, null, "test", "rules", file);
                Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
            }
        }

        string[] names = [.. MonitoringFiles.Alerts.Select(alert => alert.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.True(names.Length >= 40, $"Only {names.Length} alerts were read.");
        string cases = string.Concat(MonitoringFiles.Cases.Select(File.ReadAllText));
        Assert.Equal(names, Case("fires").Matches(cases).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(names, Case("is silent").Matches(cases).Select(m => m.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ACaseThatIsWrong_Fails()
    {
        if (!File.Exists(Promtool))
            return;
        string file = MonitoringFiles.Cases[0];
        string wrong = Path.Combine(Path.GetDirectoryName(file)!, $"wrong-{Environment.ProcessId}.tmp");
        await File.WriteAllTextAsync(wrong, (await File.ReadAllTextAsync(file)).Replace("'1x4 0x20'", "'1x24'", StringComparison.Ordinal));
        try
        {
            Outcome outcome = await Command.RunAsync(Promtool, MonitoringFiles.Root, null, "test", "rules", wrong);
            Assert.NotEqual(0, outcome.ExitCode);
        }
        finally
        {
            File.Delete(wrong);
        }
    }

    [Fact]
    public void EveryAlert_HasASeverity_AndAPage_AndEveryPageAnAlert()
    {
        (string Name, string Severity, string Runbook)[] alerts = [.. MonitoringFiles.Alerts];
        Assert.All(alerts, alert => Assert.Contains(alert.Severity, (string[])["critical", "warning", "info"]));
        Assert.All(alerts, alert => Assert.Equal($"docs/runbooks/{alert.Name}.md", alert.Runbook));
        string folder = Path.Combine(MonitoringFiles.Root, "docs", "runbooks");
        string[] pages =
        [
            .. Directory
                .EnumerateFiles(folder, "Rag*.md")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(pages, alerts.Select(alert => alert.Name).Distinct().Order(StringComparer.Ordinal));
        string list = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.All(
            alerts,
            alert => Assert.Contains($"| [{alert.Name}]({alert.Name}.md) | {alert.Severity} |", list, StringComparison.Ordinal)
        );
        // The expression on the page is the one that runs.
        Assert.All(
            pages,
            page => Assert.Contains("What to do:", File.ReadAllText(Path.Combine(folder, $"{page}.md")), StringComparison.Ordinal)
        );
        string rules = Spaces().Replace(string.Concat(MonitoringFiles.Rules.Select(File.ReadAllText)), " ");
        Assert.All(pages, page => Assert.Contains(Expression(Path.Combine(folder, $"{page}.md")), rules, StringComparison.Ordinal));
    }

    private static Regex Case(string ends) => new($@"- name: (Rag\w+)(?: [\d.]+)? {ends}\n");

    // The first line of the block; what follows "for" is the rule's own key.
    private static string Expression(string page) =>
        For().Replace(Spaces().Replace(File.ReadAllText(page).Split("```")[1].Trim().Split('\n')[0], " "), "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" for \d+[smh]$")]
    private static partial Regex For();
}
