using RagCluster.Cluster.Tests.Http;
using RagCluster.TestKit;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>
/// A server with one failing flush, a client that uploads one document after another, then a healthy server on the same data.
/// </summary>
internal static class FlushRun
{
    private const int UploadsMax = 40;
    private const int AttemptsAfterRefusal = 5;

    // How old may be what /health tells of the store.
    private static readonly TimeSpan HealthAgeMax = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Makes a data folder with a collection, whose log is already copied: opening it again flushes no file of the database.
    /// </summary>
    internal static async Task PrepareAsync(string data)
    {
        await using (SiloProcess first = await SiloProcess.StartAsync(data))
        {
            Reply? created = await new RagClient(first.Http).CreateCollectionAsync(shards: 1);
            Assert.True(created is { IsAcknowledgement: true }, $"No collection: {created}");
        }

        await using SiloProcess second = await SiloProcess.StartAsync(data);
    }

    /// <summary>Runs it.</summary>
    internal static async Task<FlushOutcome> RunAsync(string data, string traceFile, string[] wrapper, bool createCollection)
    {
        FlushOutcome outcome = new();
        // Copying the log often puts the checkpoint's flushes among those that fail.
        Dictionary<string, string> settings = new() { ["RAG__Storage__CheckpointPages"] = "40" };
        try
        {
            await using SiloProcess failing = await SiloProcess.StartAsync(data, settings, wrapper);
            await UploadAsync(new RagClient(failing.Http), outcome, createCollection);
        }
        catch (InvalidOperationException refusal)
        {
            outcome.StartRefusal = refusal.Message;
        }

        outcome.Trace = await FlushTrace.ReadAsync(traceFile);
        await using SiloProcess healthy = await SiloProcess.StartAsync(data);
        outcome.Lost.AddRange(await MissingAsync(new RagClient(healthy.Http), outcome, patient: true));
        return outcome;
    }

    private static async Task UploadAsync(RagClient client, FlushOutcome outcome, bool createCollection)
    {
        if (createCollection && await client.CreateCollectionAsync(shards: 1) is not { IsAcknowledgement: true })
            return;
        Random random = new(7);
        for (int i = 0; i < UploadsMax && outcome.Refusals.Count <= AttemptsAfterRefusal; i++)
        {
            Ingest.Version version = Ingest.Version.New(random);
            // Waited for, so that no flush of an earlier document is under way when the next one is sent.
            DateTimeOffset sent = TimeProvider.System.GetUtcNow();
            Reply? reply = await client.UploadAsync(new { name = $"{i}.txt", text = version.Text }, wait: true);
            if (reply is { IsAcknowledgement: true })
                outcome.Acknowledged.Add((version.Token, sent, TimeProvider.System.GetUtcNow(), reply.IsIndexed));
            else
                outcome.Refusals.Add(reply?.ProblemCode ?? "no answer");
        }

        outcome.Health = await HealthAsync(client, isRefusing: outcome.Refusals.Count > 0);
        outcome.ReadsGoOn = (await MissingAsync(client, outcome, patient: false)).Count == 0;
    }

    private static async Task<string> HealthAsync(RagClient client, bool isRefusing)
    {
        long began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            Reply? health = await client.GetAsync("/health");
            string status = health?.Json["status"]?.ToString() ?? "no answer";
            if (!isRefusing || status != "ok" || TimeProvider.System.GetElapsedTime(began) > PromisedTime.Allowed(HealthAgeMax))
                return status;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
    }

    private static async Task<List<string>> MissingAsync(RagClient client, FlushOutcome outcome, bool patient)
    {
        List<string> missing = [];
        if (outcome.Acknowledged.Count > 0 && patient)
            await client.WaitUntilIndexedAsync(TestPatience.Max);
        foreach ((string token, _, _, _) in outcome.Acknowledged.Where(text => text.IsIndexed || patient))
        {
            if ((await client.SearchAsync(token)).Select(passage => passage!["document_id"]!.ToString()).Distinct().Count() != 1)
                missing.Add(token);
        }

        return missing;
    }
}
