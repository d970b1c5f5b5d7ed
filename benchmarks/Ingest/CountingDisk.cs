using RagCluster.Shards.Disk;

namespace RagCluster.Ingest;

/// <summary>Counts what a shard writes.</summary>
internal sealed class CountingDisk(IShardDisk disk) : IShardDisk
{
    private long _written;

    internal long WrittenBytes => Volatile.Read(ref _written);

    public IShardFile Create(string path) => new CountingFile(this, disk.Create(path));

    public void Replace(string from, string to) => disk.Replace(from, to);

    public void Delete(string path) => disk.Delete(path);

    public void FlushFolder(string folder) => disk.FlushFolder(folder);

    private sealed class CountingFile(CountingDisk owner, IShardFile file) : IShardFile
    {
        public void Append(ReadOnlySpan<byte> bytes)
        {
            Interlocked.Add(ref owner._written, bytes.Length);
            file.Append(bytes);
        }

        public void Flush() => file.Flush();

        public void Dispose() => file.Dispose();
    }
}
