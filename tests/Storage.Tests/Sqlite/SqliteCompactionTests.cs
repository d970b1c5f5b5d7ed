using System.Text;
using Microsoft.Data.Sqlite;
using RagCluster.Corpus.Damage;
using RagCluster.Corpus.Errors;
using RagCluster.Storage.Sqlite;
using RagCluster.Storage.Sqlite.Compacting;
using RagCluster.Storage.Sqlite.Pages;
using RagCluster.Storage.Sqlite.Sessions;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Sqlite;

/// <summary>A database that is written anew holds its rows and nothing else, whatever happens meanwhile.</summary>
public sealed class SqliteCompactionTests : IDisposable
{
    private const string Canary = "the bittern that booms in the fen";
    private const int Values = 400;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TempFolder _folder = new();

    private string Database => _folder.File(SqliteDatabase.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasDeleted_StandsNowhereAfterwards_AndTheRestIsAsItWas()
    {
        await FillAsync(_folder.FullPath);
        Assert.True(IsHeld());
        await using (SqliteDocumentStore store = await OpenAsync())
        {
            Compaction? done = await store.CompactAsync(None);
            Assert.InRange(done!.BytesAfter, 1, done.BytesBefore / 2);
            await RequireAllAsync(store);
            await store.KeyValues.WriteAsync("kept", "later", Bytes("later"), null, None);
        }

        Assert.False(IsHeld());
        await using SqliteDocumentStore again = await OpenAsync();
        await RequireAllAsync(again);
        Assert.NotNull(await again.KeyValues.ReadAsync("kept", "later", None));
    }

    [Fact]
    public async Task WritesThatComeMeanwhile_AreInTheNewFile()
    {
        await FillAsync(_folder.FullPath);
        List<string> written = [];
        await using (SqliteDocumentStore store = await OpenAsync())
        {
            using CancellationTokenSource enough = new();
            Task writing = WriteUntilAsync(store, written, enough.Token);
            for (int i = 0; i < 3; i++)
                Assert.NotNull(await store.CompactAsync(None));
            await enough.CancelAsync();
            await writing;
        }

        await using SqliteDocumentStore again = await OpenAsync();
        foreach (string key in written)
            Assert.NotNull(await again.KeyValues.ReadAsync("during", key, None));
        await RequireAllAsync(again);
    }

    // Each moment between two renames at which a process may end.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task PublicationThatWasCutOff_IsFinishedOrUndoneByTheNextOpening(int renames)
    {
        await FillAsync(_folder.FullPath);
        CompactCopy.Make(Database, None);
        (string From, string To)[] steps =
        [
            (".compact-part" + PageSums.Suffix, ".compact" + PageSums.Suffix),
            (".compact-part", ".compact"),
            (".compact" + PageSums.Suffix, PageSums.Suffix),
            (".compact", ""),
        ];
        foreach ((string from, string to) in steps.Take(renames))
            File.Move(Database + from, Database + to, overwrite: true);
        await using (SqliteDocumentStore store = await OpenAsync())
            await RequireAllAsync(store);
        Assert.Equal(renames < 2, IsHeld());
        Assert.Empty(Directory.GetFiles(_folder.FullPath, "*.compact*"));
    }

    [Fact]
    public async Task WhileItIsCopied_ItIsNotWrittenAnew()
    {
        await FillAsync(_folder.FullPath);
        await using SqliteDocumentStore store = await OpenAsync();
        RagException busy = await store.SnapshotAsync(_ => Assert.ThrowsAsync<RagException>(() => store.CompactAsync(None)), None);
        Assert.Equal(CompactFailure.BusyCode, busy.Code);
        Assert.NotNull(await store.CompactAsync(None));
    }

    [Fact]
    public async Task DiskWithoutRoom_IsRefusedBefore_AndTheStoreGoesOn()
    {
        await FillAsync(_folder.FullPath);
        await using SqliteDocumentStore store = await OpenAsync(
            new SqliteStoreOptions
            {
                DataFolder = _folder.FullPath,
                DiskReserveBytes = 1 << 16,
                DiskShareMax = 1e-9,
            }
        );
        RagException refused = await Assert.ThrowsAsync<RagException>(() => store.CompactAsync(None));
        Assert.Equal((ErrorKind.Unavailable, StorageFailure.FullCode), (refused.Kind, refused.Code));
        Assert.Contains("RAG__Storage__DiskShareMax", refused.Message, StringComparison.Ordinal);
        await RequireAllAsync(store);
    }

    [Fact]
    public async Task DiskThatFillsMeanwhile_LeavesTheDatabaseAsItWas()
    {
        using SmallDisk? disk = SmallDisk.TryMount(48);
        if (disk is null)
            return;
        await FillAsync(disk.FullPath);
        disk.Fill();
        string database = Path.Combine(disk.FullPath, SqliteDatabase.FileName);
        byte[] before = await File.ReadAllBytesAsync(database);
        Exception full = Assert.ThrowsAny<Exception>(() => CompactCopy.Make(database, None));
        Assert.True(full is IOException or SqliteException, full.ToString());
        Assert.Equal(before, await File.ReadAllBytesAsync(database));
        Assert.Empty(Directory.GetFiles(disk.FullPath, "*.compact*"));
    }

    [Fact]
    public async Task Ended_LeavesNoCopy()
    {
        await FillAsync(_folder.FullPath);
        await using SqliteDocumentStore store = await OpenAsync();
        using CancellationTokenSource ended = new();
        await ended.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => CompactCopy.Make(Database, ended.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.CompactAsync(ended.Token));
        Assert.Empty(Directory.GetFiles(_folder.FullPath, "*.compact*"));
        await RequireAllAsync(store);
    }

    private Task<SqliteDocumentStore> OpenAsync() => OpenAsync(new SqliteStoreOptions { DataFolder = _folder.FullPath });

    private static Task<SqliteDocumentStore> OpenAsync(SqliteStoreOptions options) =>
        SqliteDocumentStore.OpenAsync(options, TimeProvider.System, None);

    // Most are deleted again, and their pages are free then, with everything that stood on them.
    private static async Task FillAsync(string folder)
    {
        await using SqliteDocumentStore store = await OpenAsync(new SqliteStoreOptions { DataFolder = folder });
        string text = string.Concat(Enumerable.Repeat(Canary, 100));
        await Task.WhenAll(
            Enumerable
                .Range(0, Values)
                .SelectMany(i =>
                    (Task[])
                        [
                            store.KeyValues.WriteAsync("gone", $"{i}", Bytes(text), null, None),
                            store.KeyValues.WriteAsync("kept", $"{i}", Bytes($"value {i}"), null, None),
                        ]
                )
        );
        await Task.WhenAll(Enumerable.Range(0, Values).Select(i => store.KeyValues.DeleteAsync("gone", $"{i}", null, None)));
    }

    private static async Task RequireAllAsync(SqliteDocumentStore store)
    {
        for (int i = 0; i < Values; i++)
            Assert.Equal($"value {i}", Encoding.UTF8.GetString((await store.KeyValues.ReadAsync("kept", $"{i}", None))!.Value));
        Assert.Empty((await store.CheckAsync(false, None)).Findings);
        Assert.DoesNotContain(store.Damage.Findings, finding => finding.Kind == DamageKinds.Database);
    }

    private static async Task WriteUntilAsync(SqliteDocumentStore store, List<string> written, CancellationToken enough)
    {
        for (int i = 0; !enough.IsCancellationRequested; i++)
        {
            await store.KeyValues.WriteAsync("during", $"{i}", Bytes("during"), null, None);
            written.Add($"{i}");
        }
    }

    private bool IsHeld() => Directory.GetFiles(_folder.FullPath).Any(path => File.ReadAllBytes(path).AsSpan().IndexOf(Bytes(Canary)) >= 0);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
