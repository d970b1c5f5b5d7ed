using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using RagCluster.TestKit;

namespace RagCluster.Contract.Tests.Operations;

/// <summary>The folder of a stopped server, with files that nobody may read, that lead nowhere, or that are damaged.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StoppedFolderTests : IAsyncLifetime
{
    private const string Database = "ragcluster.db";
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead;
    private const UnixFileMode ReadOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private static readonly Dictionary<string, string> NoSettings = [];
    private readonly TempFolder _folder = new();

    private string Data => _folder.File("data");

    public async Task InitializeAsync()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(Data);
        (await silo.Http.PostAsJsonAsync("/api/v1/collections", new { name = "c" })).EnsureSuccessStatusCode();
        object[] documents = [new { name = "a.txt", text = "The lighthouse stands on a rock." }];
        (await silo.Http.PostAsJsonAsync("/api/v1/collections/c/documents?wait=true", new { documents })).EnsureSuccessStatusCode();
        silo.Signal("TERM");
        Assert.True(await silo.WaitForExitAsync(TestPatience.Max));
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task FileThatThisUserMayNotUse_IsNamedWithTheFix()
    {
        foreach (string suffix in (string[])["", ".sums", "-wal", "-shm"])
            await RequireNamedAsync(Database + suffix, UnixFileMode.None);
        await RequireNamedAsync(Database, ReadOnly);
    }

    [Fact]
    public async Task FolderThatThisUserMayNotUse_IsNamedWithTheFix()
    {
        await RequireNamedAsync("", ReadOnlyFolder);
        await RequireNamedAsync("", UnixFileMode.None);
    }

    [Fact]
    public async Task WhatCannotBeCopied_IsNoFullDisk()
    {
        await File.WriteAllTextAsync(Path.Combine(Data, "doctor"), "note");
        Assert.Contains("a file stands in the place of the folder 'doctor'", await OutcomeAsync(), StringComparison.Ordinal);
        Assert.Equal("note", await File.ReadAllTextAsync(Path.Combine(Data, "doctor")));
        File.Delete(Path.Combine(Data, "doctor"));
        string database = Path.Combine(Data, Database);
        foreach (string target in (string[])["/nowhere/at-all.db", Database])
        {
            File.Delete(database);
            File.CreateSymbolicLink(database, target);
            string outcome = await OutcomeAsync();
            Assert.Contains($"'{database}' is a link to '{target}'", outcome, StringComparison.Ordinal);
            Assert.DoesNotContain("Free as much space", outcome, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhatOpeningAndCheckBothMeet_IsOneFinding()
    {
        string database = Path.Combine(Data, Database);
        byte[] bytes = await File.ReadAllBytesAsync(database);
        for (int at; (at = bytes.AsSpan().IndexOf("lighthouse stands"u8)) >= 0; )
            bytes.AsSpan(at, 17).Clear();
        await File.WriteAllBytesAsync(database, bytes);
        foreach (
            string[] options in (string[][])
                [
                    [],
                    ["--repair"],
                ]
        )
        {
            JsonNode report = await DoctorAsync(options);
            JsonArray findings = report["findings"]!.AsArray();
            Assert.Equal(
                findings.Count,
                findings.Select(finding => ((string)finding!["kind"]!, (string)finding["what"]!)).Distinct().Count()
            );
            Assert.Equal(findings.Count, (int)report["damaged"]!);
            foreach (string kind in (string[])["content", "text", "log_record"])
            {
                JsonNode lost = Assert.Single(findings, finding => (string)finding!["kind"]! == kind)!;
                Assert.EndsWith("Send the document again.", (string)lost["outcome"]!, StringComparison.Ordinal);
            }
        }
    }

    // A log that is not there is made, so that there is one that can't be used.
    private async Task RequireNamedAsync(string file, UnixFileMode mode)
    {
        string path = Path.Combine(Data, file);
        if (!Path.Exists(path))
            await File.WriteAllBytesAsync(path, []);
        UnixFileMode before = File.GetUnixFileMode(path);
        foreach (
            string[] options in (string[][])
                [
                    [],
                    ["--repair"],
                ]
        )
        {
            File.SetUnixFileMode(path, mode);
            string outcome = await OutcomeAsync(options);
            File.SetUnixFileMode(path, before);
            RequireFix(outcome, path);
            Assert.False(Path.Exists(Path.Combine(Data, "doctor")), outcome);
        }

        File.SetUnixFileMode(path, mode);
        (int exitCode, string log) = await SiloProcess.RunToExitAsync(Data, NoSettings);
        File.SetUnixFileMode(path, before);
        Assert.Equal(1, exitCode);
        RequireFix(log, path);
    }

    private static void RequireFix(string said, string path)
    {
        Assert.Contains($"'{path.TrimEnd('/')}", said, StringComparison.Ordinal);
        Assert.Contains(" the right to ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    private async Task<string> OutcomeAsync(params string[] options) =>
        (string)Assert.Single((await DoctorAsync(options))["findings"]!.AsArray())!["outcome"]!;

    private async Task<JsonNode> DoctorAsync(params string[] options)
    {
        (int exitCode, string log) = await SiloProcess.RunWordsAsync(Data, NoSettings, ["doctor", "--json", .. options]);
        Assert.True(exitCode == 1, log);
        // Standard error says before it how far the reading has come.
        return JsonNode.Parse(log[log.IndexOf('{', StringComparison.Ordinal)..])!;
    }
}
