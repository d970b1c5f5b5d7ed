using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Grains.Files;

/// <summary>
/// Keeps the list of one owner's files. It knows of each content before there is one, so that what a crash, a deletion or the end of its
/// time left behind goes when the owner sends the next file.
/// </summary>
internal sealed class FileListGrain([PersistentState("files")] IPersistentState<StoredFileList> state, TimeProvider time)
    : Grain,
        IFileListGrain
{
    private const int FilesMax = 10_000;

    /// <inheritdoc/>
    public Task<StoredFile[]> ListAsync(CancellationToken cancellationToken) => Task.FromResult(state.State.Lasting(time.GetUtcNow()));

    /// <inheritdoc/>
    public async Task BeginAsync(string id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (state.State.Lasting(now).Length >= FilesMax)
            throw new RagException(ErrorKind.Conflict, "too-many-files", $"There are {FilesMax} files; delete some.");
        string[] leftovers = state.State.Leftovers(now);
        foreach (string leftover in leftovers)
            await GrainFactory.GetGrain<IFileGrain>($"{this.GetPrimaryKeyString()}/{leftover}").ForgetAsync(cancellationToken);
        await WriteAsync(state.State.Begin(id, leftovers, now));
    }

    /// <inheritdoc/>
    public Task AddAsync(StoredFile file, CancellationToken cancellationToken) =>
        state.State.Unlisted.ContainsKey(file.Id)
            ? WriteAsync(state.State.Add(file))
            : throw new RagException(ErrorKind.Conflict, "conflict", "The file took too long to be stored; send it again.");

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) =>
        Array.Exists(state.State.Lasting(time.GetUtcNow()), file => file.Id == id)
            ? WriteAsync(state.State.Remove(id))
            : throw RagException.NotFound("file", id);

    // What could not be written must not be taken for true by the next call.
    private async Task WriteAsync(StoredFileList files)
    {
        (StoredFileList before, state.State) = (state.State, files);
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            state.State = before;
            throw;
        }
    }
}
