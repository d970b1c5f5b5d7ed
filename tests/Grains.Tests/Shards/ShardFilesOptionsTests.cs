using RagCluster.Grains.Shards;

namespace RagCluster.Grains.Tests.Shards;

public sealed class ShardFilesOptionsTests
{
    [Fact]
    public void BucketOnAmazonOrElsewhere_IsFine()
    {
        Assert.Empty(new ShardFilesOptions().Validate());
        Assert.Empty(OnAmazon().Validate());
        Assert.Empty(
            new ShardFilesOptions
            {
                SnapshotBucket = "rag-snapshots",
                SnapshotEndpoint = "http://minio:9000",
                SnapshotPrefix = "a/b",
                SnapshotAccessKey = "id",
                SnapshotSecretKey = "hush",
            }.Validate()
        );
    }

    [Fact]
    public void SettingsThatCanNotWork_AreNamedWithoutTheSecret()
    {
        (string[] Names, Action<ShardFilesOptions> Change)[] wrong =
        [
            (["SnapshotFolder", "SnapshotBucket"], options => options.SnapshotFolder = "/mnt/snapshots"),
            (["SnapshotBucket"], options => options.SnapshotBucket = "s3://rag-snapshots"),
            (["SnapshotPrefix"], options => options.SnapshotPrefix = "/a"),
            (["SnapshotPrefix"], options => options.SnapshotPrefix = "a/"),
            (["SnapshotRegion", "SnapshotEndpoint"], options => options.SnapshotRegion = ""),
            (["SnapshotEndpoint"], options => options.SnapshotEndpoint = "minio:9000"),
            (["SnapshotEndpoint"], options => options.SnapshotEndpoint = "https://minio/rag-snapshots"),
            (["SnapshotEndpoint"], options => options.SnapshotEndpoint = "https://id:hush@minio"),
            (["SnapshotAccessKey", "SnapshotSecretKey"], options => options.SnapshotSecretKey = "hush"),
            (["SnapshotAccessKey", "SnapshotSecretKey"], options => options.SnapshotAccessKey = "hush"),
            (["ReadsAtOnce"], options => options.ReadsAtOnce = 0),
            (["ReadsAtOnce"], options => options.ReadsAtOnce = 1025),
        ];
        foreach ((string[] names, Action<ShardFilesOptions> change) in wrong)
        {
            ShardFilesOptions options = OnAmazon();
            change(options);
            string failure = Assert.Single(options.Validate());
            Assert.All(names, name => Assert.Contains("RAG__Shards__" + name, failure, StringComparison.Ordinal));
            Assert.DoesNotContain("hush", failure, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void SettingsOfABucketWithoutOne_AreNamed()
    {
        ShardFilesOptions options = new()
        {
            SnapshotPrefix = "a",
            SnapshotEndpoint = "http://minio:9000",
            SnapshotRegion = "eu-west-1",
            SnapshotAccessKey = "id",
            SnapshotSecretKey = "hush",
        };
        string[] failures = [.. options.Validate()];
        Assert.Equal(5, failures.Length);
        Assert.All(failures, failure => Assert.Contains("RAG__Shards__SnapshotBucket is not", failure, StringComparison.Ordinal));
        Assert.DoesNotContain(failures, failure => failure.Contains("hush", StringComparison.Ordinal));
    }

    private static ShardFilesOptions OnAmazon() => new() { SnapshotBucket = "rag-snapshots", SnapshotRegion = "eu-west-1" };
}
