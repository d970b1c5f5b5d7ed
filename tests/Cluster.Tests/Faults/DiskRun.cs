using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RagCluster.Cluster.Tests.Http;
using RagCluster.TestKit;
using Version = RagCluster.Cluster.Tests.Ingest.Version;

namespace RagCluster.Cluster.Tests.Faults;

/// <summary>
/// A server whose disk fails while it writes every kind of file that it writes: the database, segments, snapshots, backups, the shipped log
/// and models. Then a server on a healthy disk with the same data.
/// </summary>
internal sealed class DiskRun
{
    private const int Batches = 12;
    private const int BatchSize = 8;
    private readonly TempFolder _folder;
    private readonly string _data;
    private readonly Dictionary<string, string> _settings;
    private readonly DiskOutcome _outcome = new();
    private readonly Random _random = new(11);

    private DiskRun(TempFolder folder)
    {
        _folder = folder;
        _data = folder.File("data");
        _settings = new()
        {
            ["RAG__Storage__CheckpointPages"] = "40",
            ["RAG__Shards__HeadRowsMax"] = "64",
            ["RAG__Shards__SnapshotFolder"] = folder.File("snapshots"),
            ["RAG__Shards__SnapshotRecords"] = "20",
            ["RAG__Backup__Folder"] = folder.File("backups"),
            ["RAG__Backup__LogShipping"] = "Acknowledged",
        };
    }

    /// <summary>Runs it.</summary>
    internal static async Task<DiskOutcome> RunAsync(DiskFault fault, int from)
    {
        using TempFolder folder = new();
        DiskRun run = new(folder);
        await run.PrepareAsync();
        await run.FailAsync(fault, from);
        await run.CheckAsync();
        return run._outcome;
    }

    // With a first backup the shipping of the log has begun, and a first segment is there.
    private async Task PrepareAsync()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(_data, _settings);
        RagClient client = new(silo.Http);
        Reply? created = await client.CreateCollectionAsync(shards: 1);
        Assert.True(created is { IsAcknowledgement: true }, $"No collection: {created}");
        await BackupAsync(silo);
        for (int i = 0; i < 9; i++)
            await UploadAsync(client, i);
        Assert.Empty(_outcome.Refusals);
    }

    private async Task FailAsync(DiskFault fault, int from)
    {
        string trace = _folder.File("trace");
        try
        {
            await using SiloProcess silo = await SiloProcess.StartAsync(_data, _settings, fault.Wrapper(trace, from, _data));
            RagClient client = new(silo.Http);
            for (int i = 0; i < Batches && !silo.HasExited; i++)
            {
                await UploadAsync(client, 100 + i);
                if (i == 3)
                    await AddModelAsync(silo);
                if (i == 6)
                    await DeleteAsync(client);
                if (i is 5 or Batches - 1)
                    await BackupAsync(silo);
            }

            _outcome.Exited = silo.HasExited;
            Reply? health = await client.GetAsync("/health");
            _outcome.Health = health?.Json["status"]?.ToString() ?? "no answer";
            if (health is not null)
                await RequireAsync(client, _outcome.Indexed, "was not found on the failing disk");
        }
        catch (InvalidOperationException refusal)
        {
            _outcome.StartRefusal = refusal.Message;
        }

        _outcome.Failed = await DiskTrace.ReadAsync(trace, _folder.FullPath);
    }

    private async Task CheckAsync()
    {
        (int exitCode, string listed) = await SiloProcess.RunWordsAsync(_data, _settings, "backup", "list", "--Do:Json=true");
        Assert.True(exitCode == 0, listed);
        string[] backups = [.. JsonNode.Parse(listed)!.AsArray().Select(backup => (string)backup!["name"]!)];
        _outcome.Wrong.AddRange(_outcome.Backups.Except(backups).Select(name => $"backup {name} is gone"));
        foreach (string name in backups)
        {
            (int verified, string log) = await SiloProcess.RunWordsAsync(_data, _settings, "backup", "verify", $"--Do:Name={name}");
            if (verified != 0)
                _outcome.Wrong.Add($"backup {name}: {log}");
        }

        await using SiloProcess silo = await SiloProcess.StartAsync(_data, _settings);
        RagClient client = new(silo.Http);
        await client.WaitUntilIndexedAsync(TestPatience.Max);
        await RequireAsync(client, _outcome.Acknowledged, "is lost");
        foreach (string id in _outcome.Deleted)
        {
            if (await client.GetDocumentAsync(id) is { IsAcknowledgement: true })
                _outcome.Wrong.Add($"{id} is back");
        }

        await CheckModelAsync(silo);
        // What failed must leave nothing behind that stops what comes after it.
        int refusals = _outcome.Refusals.Count;
        await UploadAsync(client, 1_000);
        await BackupAsync(silo);
        _outcome.Wrong.AddRange(_outcome.Refusals.Skip(refusals).Select(what => $"afterwards: {what}"));
    }

    private async Task CheckModelAsync(SiloProcess silo)
    {
        JsonNode models = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/models"))!;
        if (models["data"]!.AsArray().Any(model => (string)model!["name"]! == SampleModel.Name))
        {
            Reply? verified = await PostAsync(silo, $"/api/v1/models/{SampleModel.Name}/verify", null);
            if (verified is not { IsAcknowledgement: true })
                _outcome.Wrong.Add($"the model is not whole: {verified}");
        }
        else if (_outcome.IsModelAdded)
        {
            _outcome.Wrong.Add("the model is lost");
        }
        else
        {
            await AddModelAsync(silo);
            if (!_outcome.IsModelAdded)
                _outcome.Wrong.Add("the model cannot be added again");
        }
    }

    private async Task UploadAsync(RagClient client, int batch)
    {
        Version[] versions = [.. Enumerable.Range(0, BatchSize).Select(_ => Version.New(_random))];
        object[] documents = [.. versions.Select((version, i) => new { name = $"{batch}-{i}.txt", text = version.Text })];
        Reply? reply = await client.UploadAllAsync(documents);
        if (reply is { IsAcknowledgement: true })
            _outcome.Acknowledged.AddRange(versions.Select(version => version.Token));
        else
            Refuse("upload", reply);
        if (reply is { IsIndexed: true })
            _outcome.Indexed.UnionWith(versions.Select(version => version.Token));
    }

    private async Task DeleteAsync(RagClient client)
    {
        string token = _outcome.Acknowledged[0];
        if ((await client.TrySearchAsync(token)) is not { IsAcknowledgement: true } found)
            return;
        string id = (string)found.Json["results"]![0]!["document_id"]!;
        Reply? reply = await client.DeleteAsync(id);
        // What was not acknowledged may have been done or not.
        _outcome.Acknowledged.Remove(token);
        _outcome.Indexed.Remove(token);
        if (reply is { IsAcknowledgement: true })
            _outcome.Deleted.Add(id);
        else
            Refuse("deletion", reply);
    }

    private async Task AddModelAsync(SiloProcess silo)
    {
        using MultipartFormDataContent form = await SampleModel.FormAsync();
        Reply? reply = await PostAsync(silo, "/api/v1/models", form);
        if (reply is { IsAcknowledgement: true })
            _outcome.IsModelAdded = true;
        else
            Refuse("model", reply);
    }

    // One that runs already is waited for first: what this one should hold may be missing from it.
    private async Task BackupAsync(SiloProcess silo)
    {
        await UntilNoBackupRunsAsync(silo);
        Reply? begun = await PostAsync(silo, "/api/v1/backups", null);
        if (begun is not { IsAcknowledgement: true })
        {
            Refuse("backup", begun);
            return;
        }

        JsonNode state = await UntilNoBackupRunsAsync(silo);
        if ((string?)state["ending"] is { } name)
            _outcome.Backups.Add(name);
        else
            _outcome.Refusals.Add("backup failed");
    }

    private static async Task<JsonNode> UntilNoBackupRunsAsync(SiloProcess silo)
    {
        JsonNode state;
        while ((bool)(state = (await silo.Http.GetFromJsonAsync<JsonNode>("/api/v1/backups/state"))!)["running"]!)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        return state;
    }

    private void Refuse(string what, Reply? reply) => _outcome.Refusals.Add($"{what} {reply?.ProblemCode ?? "no answer"}");

    private async Task RequireAsync(RagClient client, IEnumerable<string> tokens, string otherwise)
    {
        foreach (string token in tokens)
        {
            Reply? found = await client.TrySearchAsync(token);
            if (
                found is not { IsAcknowledgement: true }
                || found.Json["results"]!.AsArray().Select(passage => (string)passage!["document_id"]!).Distinct().Count() != 1
            )
                _outcome.Wrong.Add($"{token} {otherwise} ({found?.Body ?? "no answer"})");
        }
    }

    private static async Task<Reply?> PostAsync(SiloProcess silo, string path, HttpContent? body)
    {
        try
        {
            using HttpResponseMessage response = await silo.Http.PostAsync(path, body);
            return new Reply(response.StatusCode, await response.Content.ReadAsStringAsync());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
