using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Files;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Tests.Files;

/// <summary>A caller's files: what is listed can be read, and what is not listed leaves no content.</summary>
public sealed class FileGrainTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task FileThatIsMade_IsListedAndRead_UntilItIsDeleted()
    {
        await File("ada", "one").CreateAsync(Content("one", null), None);
        Assert.Equal("one", Assert.Single(await List("ada").ListAsync(None)).Id);
        Assert.Equal([1, 2, 3], (await File("ada", "one").ReadAsync(None)).Bytes);
        await File("ada", "one").DeleteAsync(None);
        Assert.Empty(await List("ada").ListAsync(None));
        Assert.False(await HasContentAsync("ada", "one"));
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<RagException>(() => File("ada", "one").DeleteAsync(None))).Kind);
    }

    [Fact]
    public async Task ContentOfAFileWhoseTimeIsOver_GoesWithTheNextFile()
    {
        await File("grace", "over").CreateAsync(Content("over", DateTimeOffset.UnixEpoch), None);
        Assert.Empty(await List("grace").ListAsync(None));
        Assert.True(await HasContentAsync("grace", "over"));
        await File("grace", "next").CreateAsync(Content("next", null), None);
        Assert.False(await HasContentAsync("grace", "over"));
        Assert.Equal("next", Assert.Single(await List("grace").ListAsync(None)).Id);
    }

    [Fact]
    public void WhatIsLeftOver_IsDeletedUnfinishedOrOver_AndNothingElse()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddDays(1);
        StoredFileList list = new();
        foreach (string id in (string[])["kept", "over", "deleted"])
            list = list.Begin(id, [], now).Add(Content(id, id == "over" ? now.AddMinutes(1) : null).File);
        list = list.Begin("crashed", [], now).Remove("deleted");
        Assert.Equal(["deleted"], list.Leftovers(now));
        now += TimeSpan.FromHours(1);
        Assert.Equal(["over", "crashed", "deleted"], list.Leftovers(now));
        list = list.Begin("next", list.Leftovers(now), now);
        Assert.Empty(list.Leftovers(now));
        Assert.Equal("kept", Assert.Single(list.Files).Id);
    }

    private IFileGrain File(string owner, string id) => cluster.Grains.GetGrain<IFileGrain>($"default/{owner}/{id}");

    private IFileListGrain List(string owner) => cluster.Grains.GetGrain<IFileListGrain>($"default/{owner}");

    private async Task<bool> HasContentAsync(string owner, string id)
    {
        GrainState<StoredFileState> state = new(new StoredFileState());
        await cluster
            .Services.GetRequiredKeyedService<IGrainStorage>("Default")
            .ReadStateAsync("file", File(owner, id).GetGrainId(), state);
        return state.RecordExists;
    }

    private static StoredContent Content(string id, DateTimeOffset? end) =>
        new(new StoredFile(id, $"{id}.txt", "assistants", 3, DateTimeOffset.UnixEpoch, end), [1, 2, 3]);
}
