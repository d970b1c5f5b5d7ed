using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RagCluster.Chart.Tests.Rendering;

namespace RagCluster.Chart.Tests;

/// <summary>The chart, through the real helm.</summary>
[Collection(OneChart.Name)]
public sealed partial class ChartTests(ChartFixture chart)
{
    /// <summary>Each value set by its file's name.</summary>
    public static TheoryData<string> ValueSets => [.. ChartFixture.ValueSets];

    /// <summary>Each set that must be refused by its file's name.</summary>
    public static TheoryData<string> RefusedSets => [.. ChartFixture.RefusedSets];

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task ValueSet_PassesTheLinter(string name)
    {
        Outcome outcome = await chart.HelmAsync("lint", "--strict", chart.Chart, "--values", chart.ValuesFile("Values", name));
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        Assert.Contains("1 chart(s) linted, 0 chart(s) failed", outcome.Output, StringComparison.Ordinal);
    }

    // RAG_UPDATE_GOLDEN=1 writes the files anew; the difference is then read in the commit.
    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task ValueSet_RendersTheGoldenObjects(string name)
    {
        string golden = chart.ValuesFile("Golden", name);
        // The dashboards' texts are those of their files, which stand in the repository already.
        string rendered = Boards().Replace(chart.Rendered[name], "  $1: (the text of deploy/monitoring/dashboards/$1)\n");
        if (Environment.GetEnvironmentVariable("RAG_UPDATE_GOLDEN") == "1")
            await File.WriteAllTextAsync(golden, rendered);
        Assert.Equal(await File.ReadAllTextAsync(golden), rendered);
    }

    [Fact]
    public void Dashboards_AreThoseOfTheirFiles()
    {
        string[] files = Directory.GetFiles(Path.Combine(chart.Chart, "..", "..", "monitoring", "dashboards"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(
            files,
            file =>
                Assert.Contains(
                    File.ReadAllText(file).TrimEnd().ReplaceLineEndings("\n    "),
                    chart.Rendered["prod"],
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [MemberData(nameof(RefusedSets))]
    public async Task ImpossibleSet_IsRefused_WithItsReason(string name)
    {
        string values = chart.ValuesFile("Refused", name);
        string reason = (await File.ReadAllLinesAsync(values))[0]["# says: ".Length..];
        Outcome outcome = await chart.HelmAsync("template", "rag", chart.Chart, "--values", values);
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains(reason, outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_AreValid_AndHaveNoUnknownKeys()
    {
        JsonNode report = await ValidateAsync(chart.Rendered);
        Assert.Empty(report["problems"]!.AsArray().Select(p => p!.ToString()));
        string[] kinds =
        [
            .. report["kinds"]!.AsObject().SelectMany(set => set.Value!.AsArray()).Select(kind => kind!.ToString()).Distinct(),
        ];
        string[] wanted =
        [
            "ConfigMap",
            "CronJob",
            "HTTPRoute",
            "HorizontalPodAutoscaler",
            "Ingress",
            "Job",
            "LimitRange",
            "NetworkPolicy",
            "Pod",
            "PodDisruptionBudget",
            "PriorityClass",
            "PrometheusRule",
            "ResourceQuota",
            "ScaledObject",
            "Secret",
            "Service",
            "ServiceAccount",
            "ServiceMonitor",
            "StatefulSet",
            "TriggerAuthentication",
            "VerticalPodAutoscaler",
        ];
        Assert.Equal(wanted, kinds.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Checker_FindsWhatIsWrong()
    {
        (string Right, string Wrong)[] slips =
        [
            ("      terminationGracePeriodSeconds:", "      terminationGracePeriodSecond:"),
            ("          readinessProbe:", "          readynessProbe:"),
            ("  podManagementPolicy: Parallel", "  podManagementPolicy: 3"),
            ("              containerPort: 8080", "              containerPort: http"),
        ];
        string good = chart.Rendered["defaults"];
        JsonNode report = await ValidateAsync(
            slips.ToDictionary(s => s.Wrong.Trim(), s => good.Replace(s.Right, s.Wrong, StringComparison.Ordinal))
        );
        foreach ((string _, string wrong) in slips)
        {
            Assert.Contains(
                report["problems"]!.AsArray(),
                p => p!.ToString().StartsWith($"{wrong.Trim()}: StatefulSet/", StringComparison.Ordinal)
            );
        }
    }

    // Blue and green: both can stand beside each other, and neither counts the other's pods among its own.
    [Fact]
    public async Task TwoReleases_ShareNothing()
    {
        string[] names = await Task.WhenAll(
            ((string[])["rag-blue", "rag-green"]).Select(async release =>
            {
                Outcome outcome = await chart.HelmAsync(
                    "template",
                    release,
                    chart.Chart,
                    "--namespace",
                    "search",
                    "--values",
                    chart.ValuesFile("Values", "prod")
                );
                Assert.True(outcome.ExitCode == 0, outcome.Errors);
                return outcome.Output;
            })
        );
        string[][] objects = [.. names.Select(text => Names().Matches(text).Select(m => m.Groups[1].Value).Distinct().ToArray())];
        Assert.True(objects[0].Length > 10, $"Only {objects[0].Length} names were read.");
        Assert.Empty(objects[0].Intersect(objects[1]));
        Assert.All(
            names.Zip((string[])["rag-blue", "rag-green"]),
            pair =>
            {
                Assert.DoesNotContain(pair.Second == "rag-blue" ? "rag-green" : "rag-blue", pair.First, StringComparison.Ordinal);
                Assert.Contains($"RAG__Cluster__ClusterId: \"search-{pair.Second}", pair.First, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("1.25.0", false)]
    [InlineData("1.27.0", true)]
    public async Task OlderKubernetes_GetsNoFieldThatItLacks(string version, bool retains)
    {
        Outcome outcome = await chart.HelmAsync("template", "rag", chart.Chart, "--kube-version", version);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Equal(retains, outcome.Output.Contains("persistentVolumeClaimRetentionPolicy", StringComparison.Ordinal));
        Assert.NotEqual(0, (await chart.HelmAsync("template", "rag", chart.Chart, "--kube-version", "1.24.0")).ExitCode);
    }

    // The golden objects have what nginx reads.
    [Fact]
    public async Task Headers_ComeFromTheIngress_AsItsControllerReadsThem()
    {
        string[] ingress = ["--set", "ingress.enabled=true", "--set", "ingress.headers.controller=traefik"];
        Outcome outcome = await chart.HelmAsync(["template", "rag", chart.Chart, "--namespace", "search", .. ingress]);
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        Assert.Contains(
            "traefik.ingress.kubernetes.io/router.middlewares: search-rag-ragcluster-headers@kubernetescrd",
            outcome.Output,
            StringComparison.Ordinal
        );
        string middleware = Assert.Single(
            outcome.Output.Split("\n---\n"),
            one => one.Contains("kind: Middleware", StringComparison.Ordinal)
        );
        Assert.Contains("\n  name: rag-ragcluster-headers\n", middleware, StringComparison.Ordinal);
        Assert.Contains("\n      Strict-Transport-Security: max-age=31536000\n", middleware, StringComparison.Ordinal);
        Assert.Equal(0, Count(chart.Rendered["defaults"], "-headers"));
        // An annotation of one's own stays, and wins over the chart's.
        string own = "ingress.annotations.traefik\\.ingress\\.kubernetes\\.io/router\\.middlewares=mine@file";
        Outcome mine = await chart.HelmAsync(["template", "rag", chart.Chart, .. ingress, "--set", own]);
        Assert.Contains("router.middlewares: mine@file", mine.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging", "0 2 * * 0")]
    [InlineData("prod", "0 2 * * *")]
    public void Backups_AreTakenAsOftenAsTheEnvironmentNeedsThem(string environment, string schedule) =>
        Assert.Contains($"\n  schedule: \"{schedule}\"\n", chart.Rendered[environment], StringComparison.Ordinal);

    [Fact]
    public void Pods_RunWithoutRights()
    {
        foreach (string rendered in chart.Rendered.Values)
        {
            int pods = ((string[])["StatefulSet", "Pod", "Job", "CronJob"]).Sum(kind => Count(rendered, $"\nkind: {kind}\n"));
            Assert.Equal(pods, Count(rendered, "readOnlyRootFilesystem: true"));
            Assert.Equal(pods, Count(rendered, "runAsNonRoot: true"));
            Assert.Equal(pods, Count(rendered, "allowPrivilegeEscalation: false"));
            Assert.Equal(pods, Count(rendered, "type: RuntimeDefault"));
            Assert.True(Count(rendered, "automountServiceAccountToken: false") >= pods);
        }
    }

    [Fact]
    public async Task Yamllint_HasNothingToSay()
    {
        const string Rules =
            "{extends: default, rules: {line-length: disable, document-start: disable, comments-indentation: disable, "
            + "indentation: {indent-sequences: whatever}, braces: {max-spaces-inside: 1}}}";
        if (!File.Exists("/usr/bin/yamllint"))
            return;
        Outcome own = await Command.RunAsync(
            "/usr/bin/yamllint",
            chart.Chart,
            null,
            "--strict",
            "-d",
            Rules,
            "Chart.yaml",
            "values.yaml",
            chart.ValuesFile("Golden", "defaults")
        );
        Assert.True(own.ExitCode == 0, own.Output);
    }

    [GeneratedRegex(@"(?m)^  (\S+\.json): \|-\n(?:    .*\n)+")]
    private static partial Regex Boards();

    [GeneratedRegex(@"(?m)^metadata:\n  name: (\S+)$")]
    private static partial Regex Names();

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private async Task<JsonNode> ValidateAsync(IReadOnlyDictionary<string, string> rendered)
    {
        Outcome outcome = await chart.ValidateAsync(JsonSerializer.Serialize(rendered));
        Assert.True(outcome.ExitCode == 0, outcome.Errors);
        return JsonNode.Parse(outcome.Output)!;
    }
}
