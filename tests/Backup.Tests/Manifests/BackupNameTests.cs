using RagCluster.Backup.Manifests;

namespace RagCluster.Backup.Tests.Manifests;

/// <summary>No name from outside leads out of its folder.</summary>
public sealed class BackupNameTests
{
    [Fact]
    public void NewName_IsOneAndTellsItsTime()
    {
        DateTimeOffset now = new(2026, 11, 22, 2, 0, 5, TimeSpan.Zero);
        string name = BackupName.New(now);
        Assert.True(BackupName.IsName(name));
        Assert.Equal(now, BackupName.TimeOf(name));
        Assert.True(BackupName.IsPart(name + "/000001-shard_log"));
    }

    [Theory]
    [InlineData("..")]
    [InlineData("../20261122T020000123Z-0123abcd")]
    [InlineData("20261122T020000123Z-0123abcd/..")]
    [InlineData("20261122T020000123Z-0123abcd\n")]
    [InlineData("20261399T020000123Z-0123abcd")]
    [InlineData("/etc")]
    [InlineData("")]
    public void OtherName_IsNone(string name)
    {
        Assert.False(BackupName.IsName(name));
        Assert.False(BackupName.IsPart(name + "/000001-texts"));
        Assert.False(BackupName.IsPart(name));
    }

    [Theory]
    [InlineData("models/registry.json", true)]
    [InlineData("settings.json", true)]
    [InlineData("models/a-b_c.1/model.onnx", true)]
    [InlineData("../settings.json", false)]
    [InlineData("models/../../x", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("C:/x", false)]
    [InlineData("models\\x", false)]
    [InlineData("models//x", false)]
    [InlineData("models/.", false)]
    [InlineData("models/.hidden", false)]
    [InlineData("models/x.", false)]
    [InlineData("x\0y", false)]
    [InlineData("", false)]
    public void Path_StaysBelow(string path, bool isGood) => Assert.Equal(isGood, BackupName.IsPath(path));
}
