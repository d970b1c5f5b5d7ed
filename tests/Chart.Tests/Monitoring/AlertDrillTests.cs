using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests.Monitoring;

/// <summary>What tools/alert-drill says of itself: each alert has a fault that raises it, or the reason why none does.</summary>
public sealed class AlertDrillTests
{
    private const string Python = "/usr/bin/python3";

    [Fact]
    public async Task EveryAlert_IsDrilledOrHasAReason_AndNothingElseIs()
    {
        if (!File.Exists(Python))
            return;
        Outcome outcome = await Command.RunAsync(Python, MonitoringFiles.Root, null, "-B", "tools/alert-drill", "--list");
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        string[][] lines =
        [
            .. outcome
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split('\t', StringSplitOptions.TrimEntries)),
        ];
        Assert.All(lines, line => Assert.True(line is [_, "fault" or "none", { Length: > 0 }], string.Join(" | ", line)));
        Assert.Equal(
            MonitoringFiles.Alerts.Select(alert => alert.Name).Distinct().Order(StringComparer.Ordinal),
            lines.Select(line => line[0]).Distinct().Order(StringComparer.Ordinal)
        );
        // An alert that is drilled needs no reason why it is not.
        IEnumerable<string> drilled = lines.Where(line => line[1] == "fault").Select(line => line[0]);
        Assert.Empty(drilled.Intersect(lines.Where(line => line[1] == "none").Select(line => line[0])));
    }
}
