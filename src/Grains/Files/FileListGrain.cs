using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>Keeps the list of one owner's files. Those whose time is over go with the next change.</summary>
internal sealed class FileListGrain([PersistentState("files")] IPersistentState<StoredFileList> state, TimeProvider time)
    : Grain,
        IFileListGrain
{
    private const int FilesMax = 10_000;

    /// <inheritdoc/>
    public Task<StoredFile[]> ListAsync(CancellationToken cancellationToken) => Task.FromResult(Lasting());

    /// <inheritdoc/>
    public Task AddAsync(StoredFile file, CancellationToken cancellationToken)
    {
        StoredFile[] present = Lasting();
        return present.Length < FilesMax
            ? WriteAsync([.. present, file])
            : throw new RagException(ErrorKind.Conflict, "too-many-files", $"There are {FilesMax} files; delete some.");
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        StoredFile[] present = Lasting();
        return Array.Exists(present, file => file.Id == id)
            ? WriteAsync([.. present.Where(file => file.Id != id)])
            : throw RagException.NotFound("file", id);
    }

    private StoredFile[] Lasting()
    {
        DateTimeOffset now = time.GetUtcNow();
        return [.. state.State.Files.Where(file => !(file.ExpiresAt <= now))];
    }

    // What could not be written must not be taken for true by the next call.
    private async Task WriteAsync(StoredFile[] files)
    {
        StoredFile[] before = state.State.Files;
        state.State.Files = files;
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            state.State.Files = before;
            throw;
        }
    }
}
