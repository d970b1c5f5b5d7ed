using RagCluster.Storage.Files;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Files;

public sealed class DiskReserveTests : IDisposable
{
    private const int Bytes = 1 << 20;
    private readonly TempFolder _folder = new();
    private DiskUsage _usage = new(10L * Bytes, 90L * Bytes);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reserve_IsTakenAndGivenUp_AndFoundAgain()
    {
        DiskReserve reserve = Create();
        Assert.True(reserve.IsMissing);
        reserve.Restore();
        Assert.True(reserve.IsHeld);
        Assert.True(Create().IsHeld);
        Assert.True(reserve.Release());
        Assert.False(File.Exists(_folder.File(DiskReserve.FileName)));
        Assert.False(reserve.Release());
    }

    [Fact]
    public void DiskWithoutRoom_KeepsNothingBack_UntilThereIsRoom()
    {
        DiskReserve reserve = Create();
        _usage = new DiskUsage(99L * Bytes, Bytes);
        reserve.Restore();
        Assert.True(reserve.IsMissing);
        _usage = new DiskUsage(90L * Bytes, 10L * Bytes);
        reserve.Restore();
        Assert.True(reserve.IsHeld);
    }

    [Fact]
    public void SmallDisk_KeepsASixteenthBack()
    {
        _usage = new DiskUsage(0, 16 * 4096);
        Create().Restore();
        Assert.InRange(AllocatedBytes(_folder.File(DiskReserve.FileName)), 0, Bytes / 2);
    }

    [Fact]
    public void NoReserve_IsMissedByNobody()
    {
        DiskReserve reserve = new(_folder.FullPath, 0, () => _usage);
        reserve.Restore();
        Assert.False(reserve.IsHeld);
        Assert.False(reserve.IsMissing);
    }

    private static long AllocatedBytes(string path) => new FileInfo(path).Length;

    private DiskReserve Create() => new(_folder.FullPath, Bytes, () => _usage);
}
