using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RagCluster.Api.Auditing;
using RagCluster.Api.OpenAi.Files;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Files;
using RagCluster.Grains.Interfaces.Ingest;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>
/// Collections as vector stores: each collection is one, under its name, and a vector store that a client creates is a collection with a
/// name of its own. Its files are the collection's documents, by whatever way they came; a file's id is its document's.
/// </summary>
internal sealed class VectorStores(IGrainFactory grains, IOptions<ApiOptions> options, TimeProvider time)
{
    private const string Field = "vector_store_id";
    private const int FilesMax = 500;
    private const int DescribedMax = 5;

    /// <summary>The collection of a vector store's id.</summary>
    /// <exception cref="RagException">Invalid: no such id is possible.</exception>
    internal static CollectionId Collection(string id) => Names.Collection(id, Field);

    /// <summary>Creates one.</summary>
    internal async Task<(CollectionState State, VectorStoreLabel Label)> CreateAsync(
        VectorStoreBody body,
        CancellationToken cancellationToken
    )
    {
        CollectionId id = Names.Collection(TimedId.New("vs_", time.GetUtcNow()));
        VectorStoreLabel label = body.Onto(new VectorStoreLabel(), time.GetUtcNow());
        CollectionSettings settings = body.Onto(
            new CollectionSettings { ShardCount = options.Value.ShardsDefault, ReplicaCount = options.Value.ReplicasDefault }
        );
        CollectionState state = await grains.GetGrain<ICollectionGrain>(id.ToString()).CreateAsync(settings, cancellationToken);
        label = label with { CollectionCreatedAt = state.CreatedAt };
        await grains.GetGrain<IVectorStoreGrain>(id.ToString()).SetAsync(label, cancellationToken);
        return (state, label);
    }

    /// <summary>Deletes one with everything in it.</summary>
    internal async Task DeleteAsync(CollectionId id, CancellationToken cancellationToken)
    {
        await grains.GetGrain<ICollectionGrain>(id.ToString()).DeleteAsync(cancellationToken);
        await grains.GetGrain<IVectorStoreGrain>(id.ToString()).SetAsync(null, cancellationToken);
    }

    /// <summary>One with its label.</summary>
    /// <exception cref="RagException">NotFound: there is none.</exception>
    internal async Task<(CollectionState State, VectorStoreLabel? Label)> GetAsync(CollectionId id, CancellationToken cancellationToken)
    {
        CollectionState state = await grains.GetGrain<ICollectionGrain>(id.ToString()).GetAsync(cancellationToken);
        return (state, await LabelAsync(state, cancellationToken));
    }

    /// <summary>The label of a collection; null when it has none.</summary>
    internal async Task<VectorStoreLabel?> LabelAsync(CollectionState state, CancellationToken cancellationToken)
    {
        VectorStoreLabel? label = await grains.GetGrain<IVectorStoreGrain>(state.Id.ToString()).GetAsync(cancellationToken);
        return label?.CollectionCreatedAt == state.CreatedAt ? label : null;
    }

    /// <summary>Notes that one is used, unless its time is over.</summary>
    /// <exception cref="RagException">NotFound: its time is over, or there is none.</exception>
    internal async Task UseAsync(CollectionId id, CancellationToken cancellationToken)
    {
        IVectorStoreGrain grain = grains.GetGrain<IVectorStoreGrain>(id.ToString());
        if (await grain.GetAsync(cancellationToken) is not { ExpiresAt: { } end } label)
            return;
        if (end <= time.GetUtcNow() && (await GetAsync(id, cancellationToken)).Label == label)
            throw new RagException(
                ErrorKind.NotFound,
                "expired",
                $"The vector store '{id.Name}' was not used for too long and has expired."
            );
        await grain.TouchAsync(cancellationToken);
    }

    /// <summary>Makes documents of the caller's files.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The vector store.</param>
    /// <param name="files">The files.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RagException">Invalid: too many. TooLarge: together. NotFound: there is no such file, or no such store.</exception>
    internal async Task<Job> AttachAsync(
        HttpContext context,
        CollectionId id,
        IReadOnlyList<FileToAttach> files,
        CancellationToken cancellationToken
    )
    {
        if (files.Count is 0 or > FilesMax)
            throw RagException.Invalid("file_ids", $"1 to {FilesMax} files are added at once; {files.Count} were sent.");
        await UseAsync(id, cancellationToken);
        OwnedFiles owned = OwnedFiles.Of(context, grains);
        List<UploadedDocument> documents = [];
        long bytes = 0;
        foreach (FileToAttach file in files)
        {
            StoredContent content = await owned.File(file.Id).ReadAsync(cancellationToken);
            bytes += content.Bytes.Length;
            if (bytes > options.Value.UploadBytesMax)
                throw new RagException(
                    ErrorKind.TooLarge,
                    "payload-too-large",
                    $"The files have more than {options.Value.UploadBytesMax} bytes together; add them in several requests.",
                    "file_ids"
                );
            documents.Add(
                new UploadedDocument
                {
                    Id = new DocumentId(file.Id),
                    Name = content.File.Name,
                    Metadata = file.Attributes,
                    Acl = file.Acl,
                    Content = content.Bytes,
                }
            );
        }

        AuditNote.Describe(context, $"{id.Name}, files {string.Join(", ", files.Take(DescribedMax).Select(file => file.Id))}");
        return await grains.GetGrain<IIntakeGrain>(id.ToString()).AcceptAsync([.. documents], [], cancellationToken);
    }
}
