using System.Diagnostics;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>What a server with a chat model and a planner measures, and its log in JSON.</summary>
public sealed class TelemetryTests(MonitoredServer server) : IClassFixture<MonitoredServer>
{
    [Theory]
    [InlineData("rag_llm_tokens_total{direction=\"input\"} 321")]
    [InlineData("rag_llm_tokens_total{direction=\"output\"} 12")]
    [InlineData("rag_llm_time_to_first_token_seconds_count 1")]
    [InlineData("gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\",gen_ai_request_model=\"stub\",error_type=\"\"} 1")]
    [InlineData("gen_ai_client_operation_duration_seconds_count{gen_ai_operation_name=\"embeddings\"")]
    [InlineData("rag_breaker_state{breaker=\"chat\"} 0")]
    [InlineData("rag_breaker_state{breaker=\"chat endpoint\"} 0")]
    [InlineData("rag_breaker_opened_total{breaker=\"chat\"} 0")]
    [InlineData("rag_dependency_up{dependency=\"store\"} 1")]
    [InlineData("rag_dependency_up{dependency=\"store_writes\"} 1")]
    [InlineData("rag_network_bytes_total{direction=\"sent\"}")]
    [InlineData("rag_planner_choices_total{source=")]
    [InlineData("rag_planner_coherence_ratio{stage=")]
    [InlineData("rag_planner_entropy_ratio ")]
    [InlineData("rag_recall_probe_ratio_count 0")]
    public async Task Measurement_IsThere(string line)
    {
        string text = "";
        long began = Stopwatch.GetTimestamp();
        // The planner is told of a query a little later.
        while (Stopwatch.GetElapsedTime(began) < TestPatience.Max)
        {
            text = await server.Silo.Http.GetStringAsync("/metrics");
            if (text.Contains(line, StringComparison.Ordinal))
                return;
        }

        Assert.Fail($"'{line}' is missing in\n{text}");
    }

    [Fact]
    public async Task UsedMemory_IsAShareOfTheLimit()
    {
        string[] lines = (await server.Silo.Http.GetStringAsync("/metrics")).Split('\n');
        double Value(string name) =>
            double.Parse(
                lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1],
                System.Globalization.CultureInfo.InvariantCulture
            );
        double limit = Value("rag_memory_limit_bytes");
        Assert.True(limit > 64 << 20, $"The limit is {limit} bytes.");
        Assert.InRange(Value("rag_memory_used_ratio"), 0.001, 1);
    }

    [Fact]
    public async Task EveryLineOfTheLog_IsAnObject_AndAFailedRequestIsFoundByItsTrace()
    {
        JsonNode problem = JsonNode.Parse(
            await (await server.Silo.Http.GetAsync("/api/v1/collections/no-such")).Content.ReadAsStringAsync()
        )!;
        string trace = problem["traceId"]!.ToString();
        Assert.NotEmpty(trace);
        JsonNode[] lines =
        [
            .. server
                .Silo.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => JsonNode.Parse(line)!),
        ];
        Assert.NotEmpty(lines);
        Assert.All(
            lines,
            line =>
            {
                Assert.True(DateTimeOffset.TryParse(line["time"]!.ToString(), out _));
                Assert.Contains(line["level"]!.ToString(), (string[])["trace", "debug", "info", "warn", "error", "critical"]);
                Assert.NotEmpty(line["message"]!.ToString());
                Assert.NotEmpty(line["category"]!.ToString());
            }
        );
        Assert.Contains(
            lines,
            line =>
                line["trace_id"] is { } logged && trace.Contains(logged.ToString(), StringComparison.Ordinal) && line["fields"] is not null
        );
    }
}
