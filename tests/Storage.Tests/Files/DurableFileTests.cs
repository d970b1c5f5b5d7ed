using Microsoft.Win32.SafeHandles;
using RagCluster.Storage.Files;
using RagCluster.TestKit;

namespace RagCluster.Storage.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FlushedBytes_AreInTheFile()
    {
        string path = _folder.File("a");
        using (DurableFile file = DurableFile.Open(path))
        {
            file.Write([1, 2, 3], 0);
            file.Write([4], 3);
            file.Flush();
            Assert.False(file.IsSealed);
        }

        DurableFile.FlushFolder(_folder.FullPath);
        Assert.Equal([1, 2, 3, 4], File.ReadAllBytes(path));
    }

    [Fact]
    public void FailedFlush_ThrowsAndSealsForGood()
    {
        FailingOnce flusher = new();
        using DurableFile file = DurableFile.Open(_folder.File("a"), flusher);
        file.Write([1], 0);
        Assert.Throws<IOException>(file.Flush);
        Assert.True(file.IsSealed);
        Assert.Throws<IOException>(file.Flush);
        Assert.Throws<IOException>(() => file.Write([2], 1));
        Assert.Equal(1, flusher.Calls);
    }

    [Fact]
    public void ErrorOfTheSystem_IsThrown()
    {
        if (OperatingSystem.IsLinux())
        {
            // A device has nothing to flush: fsync answers EINVAL, which .NET's own flush keeps to itself.
            using SafeFileHandle full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
            Assert.Throws<IOException>(() => FileFlusher.System.Flush(full, "/dev/full"));
        }

        Assert.Throws<IOException>(() => DurableFile.FlushFolder(_folder.File("missing")));
    }

    private sealed class FailingOnce : IFileFlusher
    {
        public int Calls { get; private set; }

        public void Flush(SafeFileHandle handle, string path)
        {
            if (++Calls == 1)
            {
                throw new IOException("EIO");
            }
        }

        public void FlushFolder(string path) => throw new NotSupportedException();
    }
}
