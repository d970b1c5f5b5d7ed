using RagCluster.Shards.Disk;

namespace RagCluster.Shards.Tests.Disk;

/// <summary>A disk that calls a test before every step, and that can lose what was not flushed, as a power cut does.</summary>
internal sealed class TestDisk : IShardDisk
{
    private readonly Stack<Action> _unflushed = new();

    /// <summary>Called before each step with its name; throws to make it fail.</summary>
    internal Action<string> Before { get; set; } = _ => { };

    public IShardFile Create(string path)
    {
        Before("create " + Path.GetExtension(path));
        File.Delete(path);
        _unflushed.Push(() => File.Delete(path));
        return new TestFile(this, path);
    }

    public void Replace(string from, string to)
    {
        Before("replace " + Path.GetExtension(to));
        byte[]? old = File.Exists(to) ? File.ReadAllBytes(to) : null;
        File.Move(from, to, overwrite: true);
        _unflushed.Push(() =>
        {
            File.Move(to, from, overwrite: true);
            if (old is not null)
                File.WriteAllBytes(to, old);
        });
    }

    public void Delete(string path)
    {
        Before("delete " + Path.GetExtension(path));
        File.Delete(path);
    }

    public void FlushFolder(string folder)
    {
        Before("flush folder");
        _unflushed.Clear();
    }

    /// <summary>
    /// Undoes every name that the folder was not flushed after. Deletions stay: they only ever concern files that nothing names.
    /// </summary>
    internal void CutPower()
    {
        while (_unflushed.TryPop(out Action? undo))
            undo();
    }

    private sealed class TestFile(TestDisk disk, string path) : IShardFile
    {
        private readonly FileStream _stream = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        private long _flushed;

        public void Append(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

        public void Flush()
        {
            disk.Before("flush " + Path.GetExtension(path));
            _stream.Flush();
            _flushed = _stream.Length;
        }

        public void Dispose()
        {
            _stream.Dispose();
            long flushed = _flushed;
            disk._unflushed.Push(() =>
            {
                if (!File.Exists(path))
                    return;
                using FileStream cut = new(path, FileMode.Open);
                cut.SetLength(Math.Min(cut.Length, flushed));
            });
        }
    }
}
