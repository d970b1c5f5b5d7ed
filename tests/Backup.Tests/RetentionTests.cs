using RagCluster.Backup.Destinations;
using RagCluster.Backup.Encryption;
using RagCluster.Backup.Manifests;
using RagCluster.Backup.Taking;
using RagCluster.Storage.Sqlite;
using RagCluster.TestKit;

namespace RagCluster.Backup.Tests;

/// <summary>What retention removes is named by no backup that stays.</summary>
public sealed class RetentionTests
{
    private static readonly RetentionPolicy Policy = new(TimeSpan.FromDays(4), TimeSpan.FromDays(30));

    [Fact]
    public async Task BackupsOfSixtyDays_ThinOutAndStayWhole()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.FullPath);
        ManualTime time = new();
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        BackupTaker taker = new(store, destination, time);
        for (int halfDay = 0; halfDay < 60; halfDay++)
        {
            await store.KeyValues.WriteAsync("grain/x", $"{halfDay}", new byte[200], null, default);
            await taker.TakeAsync(BackupKind.Full, [], default);
            time.Advance(TimeSpan.FromHours(18));
        }

        IReadOnlyList<string> removed = await new Retention(destination, time).RunAsync(Policy, default);
        IReadOnlyList<string> kept = await destination.ListAsync(default);
        Assert.Equal(60, removed.Count + kept.Count);
        Assert.InRange(removed.Count, 15, 45);
        HashSet<string> named = [];
        foreach (string name in kept)
            named.UnionWith(
                (await new BackupVerifier(destination).VerifyAsync(name, default)).Parts.Select(part => BackupName.Object(part.Name))
            );
        string[] parts =
        [
            .. (await destination.ObjectsAsync(default))
                .Select(item => item.Name)
                .Where(name => !name.EndsWith(".json", StringComparison.Ordinal)),
        ];
        Assert.Equal(named.Order(), parts.Order());
    }

    [Fact]
    public async Task WhatADeadProcessLeft_GoesAfterADay()
    {
        using TempFolder folder = new();
        BackupDestination destination = SampleStore.Destination(folder.FullPath);
        ManualTime time = new();
        string orphan = BackupName.New(time.GetUtcNow()) + "/000000-texts";
        await destination.WritePartAsync(new BackupPart(orphan, "texts", null, 0, 1, 0, "", ""), [1], default);
        Retention retention = new(destination, time);
        await retention.RunAsync(Policy, default);
        Assert.Single(await destination.ObjectsAsync(default));
        time.Advance(TimeSpan.FromHours(25));
        await retention.RunAsync(Policy, default);
        Assert.Empty(await destination.ObjectsAsync(default));
    }

    [Fact]
    public async Task BackupsOfAnEarlierKey_StayWhole_AndLaterPartsGo()
    {
        using TempFolder folder = new();
        BackupKey earlierKey = new(Enumerable.Repeat((byte)1, BackupKey.Length).ToArray());
        BackupDestination earlier = SampleStore.Destination(folder.File("backups"), earlierKey);
        BackupKey key = new(Enumerable.Repeat((byte)2, BackupKey.Length).ToArray());
        BackupDestination destination = SampleStore.Destination(folder.File("backups"), key);
        ManualTime time = new();
        await using SqliteDocumentStore store = await SampleStore.OpenAsync(folder.File("data"));
        await SampleStore.FillAsync(store, 6);
        BackupManifest old = await new BackupTaker(store, earlier, time).TakeAsync(BackupKind.Full, [], default);
        time.Advance(TimeSpan.FromHours(1));
        string orphan = BackupName.New(time.GetUtcNow()) + "/000000-texts";
        await destination.WritePartAsync(new BackupPart(orphan, "texts", null, 0, 1, 0, "", ""), [1], default);
        time.Advance(TimeSpan.FromHours(25));
        BackupManifest recent = await new BackupTaker(store, destination, time).TakeAsync(BackupKind.Full, [], default);
        Assert.Empty(await new Retention(destination, time).RunAsync(Policy, default));
        await new BackupVerifier(earlier).VerifyAsync(old.Name, default);
        await new BackupVerifier(destination).VerifyAsync(recent.Name, default);
        Assert.DoesNotContain(BackupName.Object(orphan), (await destination.ObjectsAsync(default)).Select(item => item.Name));
    }
}
