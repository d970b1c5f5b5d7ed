using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests.Monitoring;

/// <summary>The routes through Alertmanager's own tool: who is told what.</summary>
public sealed class AlertmanagerTests
{
    private const string Amtool = "/usr/bin/amtool";

    [Fact]
    public async Task Amtool_HasNothingToSay()
    {
        if (!File.Exists(Amtool))
            return;
        Outcome outcome = await Command.RunAsync(Amtool, MonitoringFiles.Folder, null, "check-config", "alertmanager.yml");
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
    }

    [Fact]
    public async Task EveryAlert_GoesToWhomItsSeverityNames()
    {
        if (!File.Exists(Amtool))
            return;
        foreach ((string name, string severity, _) in MonitoringFiles.Alerts.DistinctBy(alert => alert.Severity))
        {
            string receivers = severity switch
            {
                "critical" => "first-line,channel,second-line",
                "warning" => "channel",
                _ => "nobody",
            };
            Outcome outcome = await Command.RunAsync(
                Amtool,
                MonitoringFiles.Folder,
                null,
                "config",
                "routes",
                "test",
                "--config.file=alertmanager.yml",
                $"--verify.receivers={receivers}",
                $"severity={severity}",
                $"alertname={name}"
            );
            Assert.True(outcome.ExitCode == 0, $"{severity}: {outcome.Output}{outcome.Errors}");
        }
    }

    [Fact]
    public void TheSecondLine_HearsAfterTheResponseTime()
    {
        string config = File.ReadAllText(Path.Combine(MonitoringFiles.Folder, "alertmanager.yml"));
        Assert.Contains(
            "receiver: second-line\n      group_by: [alertname, namespace]\n      group_wait: 30m",
            config,
            StringComparison.Ordinal
        );
        // What is inhibited is an alert that there is.
        string[] names = [.. MonitoringFiles.Alerts.Select(alert => alert.Name)];
        foreach (System.Text.RegularExpressions.Match name in System.Text.RegularExpressions.Regex.Matches(config, @"\bRag[A-Z]\w+"))
            Assert.Contains(name.Value, names);
    }
}
