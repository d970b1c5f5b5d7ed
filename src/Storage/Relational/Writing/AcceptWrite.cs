using System.Security.Cryptography;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Documents;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Jobs;
using RagCluster.Storage.Relational.Rows;
using RagCluster.Storage.Relational.Sessions;

namespace RagCluster.Storage.Relational.Writing;

/// <summary>
/// Accepts the documents of one request. Which document an incoming one is:
/// 1. By id, when the client gave one. Its name, if any, then points to that document.
/// 2. By name: the document that the name points to. New content or a new title, URI or metadata makes a new version of it,
///    unless other names point to it too: then new content moves the name away (rule 3), and the same content changes nothing.
/// 3. By content: a document of this collection whose latest content has the same SHA-256. The name becomes another name of
///    it and nothing else changes: one copy, and the first description stands.
/// 4. Otherwise it is a new document with a random id.
/// A document that the sender may not see is none of these: its name means another document for them (under a name of their own,
/// <see cref="NameRows.OfSender"/>), its content is not recognised, and its id is refused. What is sent without a list of readers keeps
/// those that the document has.
/// The same content and description again writes nothing but the job: <c>Unchanged</c> when the version is indexed, <c>Queued</c>
/// on the same version while it still waits (a caller that waits must not be told early), and a failed version is queued again
/// under its generation. A new version supersedes job entries that wait for older ones; within one request the later wins.
/// A deleted document leaves a tombstone: its id may come again, and its generations go on counting, so that no chunk id means
/// two things.
/// </summary>
/// <param name="collection">The collection.</param>
/// <param name="documents">The documents.</param>
/// <param name="refused">Documents that were refused at the door.</param>
/// <param name="now">The time of acceptance.</param>
internal sealed class AcceptWrite(
    CollectionId collection,
    IReadOnlyList<PreparedDocument> documents,
    IReadOnlyList<RefusedUpload> refused,
    DateTimeOffset now
)
{
    private SqlSession _session = null!;
    private CollectionKey _collection = null!;

    /// <summary>Makes the change.</summary>
    /// <param name="session">The writer's connection.</param>
    /// <exception cref="Corpus.Errors.RagException">NotFound: no such collection. Conflict: an id that the sender can't use.</exception>
    public Job Run(SqlSession session)
    {
        _session = session;
        _collection = CollectionRows.Require(session, collection);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        long job = JobRows.Insert(session, _collection, id, now);
        List<JobDocument> entries = new(documents.Count + refused.Count);
        foreach (PreparedDocument document in documents)
        {
            Placement placed = Place(document);
            JobDocument entry = new(document.Incoming.Name, placed.Id, placed.Generation, placed.State, null);
            JobRows.InsertDocument(session, job, entries.Count, entry, placed.Key);
            entries.Add(entry);
        }

        foreach (RefusedUpload document in refused)
        {
            JobDocument entry = new(document.Name, null, 0, JobDocumentState.Failed, document.Failure);
            JobRows.InsertDocument(session, job, entries.Count, entry, null);
            entries.Add(entry);
        }

        // A later document of the request may have superseded an earlier one.
        return documents.Count > 1
            ? JobRows.Find(session, id)!
            : new Job(id, collection, new DateTimeOffset(now.UtcTicks, TimeSpan.Zero), [.. entries]);
    }

    private Placement Place(PreparedDocument document)
    {
        if (document.Incoming.Id is { } id)
        {
            DocumentRow? known = DocumentRows.ById(_session, _collection, id);
            if (known is not null && !document.MayBe(known))
                throw new RagException(ErrorKind.Conflict, "conflict", $"The document id '{id}' can't be used; choose another one.", "id");
            Placement placed = known is null ? Add(id, document) : PutOnto(known, document, IsSame(known, document));
            return Named(document, placed);
        }

        if (document.Incoming.Name.Length > 0 && DocumentRows.ByName(_session, _collection, NameOf(document)) is { } named)
        {
            bool isShared = NameRows.Count(_session, named.Key) > 1;
            if (!isShared || HasSameContent(named, document))
            {
                return PutOnto(named, document, isShared || IsSame(named, document));
            }
        }

        return Named(
            document,
            DocumentRows.ByContent(_session, _collection, document.Hash).Find(row => document.MayBe(row) && document.HasReadersOf(row))
                is { } twin
                ? PutOnto(twin, document, isSame: true)
                : Add(DocumentId.NewRandom(), document)
        );
    }

    private Placement Add(DocumentId id, PreparedDocument document)
    {
        long key = DocumentRows.Insert(_session, _collection, id, document, now);
        ContentRows.Put(_session, key, 1, document);
        return new Placement(key, id, 1, JobDocumentState.Queued);
    }

    private Placement PutOnto(DocumentRow row, PreparedDocument document, bool isSame)
    {
        document = document.Onto(row);
        if (!isSame)
        {
            long generation = row.Generation + 1;
            DocumentRow replaced = DocumentRows.Replace(_session, row, document, now);
            ContentRows.Put(_session, row.Key, generation, document);
            ContentRows.DropBefore(_session, row.Key, generation, row.IndexedGeneration);
            JobRows.Supersede(_session, row.Key, row.Generation);
            return new Placement(row.Key, row.Id, generation, JobDocumentState.Queued) { Row = replaced };
        }

        ContentRows.Heal(_session, row, document);
        if (row.State == (int)DocumentState.Failed)
        {
            return Placed(DocumentRows.Requeue(_session, row, now));
        }

        return Placed(row);
    }

    private static Placement Placed(DocumentRow row)
    {
        JobDocumentState state = row.State == (int)DocumentState.Indexed ? JobDocumentState.Unchanged : JobDocumentState.Queued;
        return new Placement(row.Key, row.Id, row.Generation, state) { Row = row };
    }

    private Placement Named(PreparedDocument document, Placement placed)
    {
        if (document.Incoming.Name.Length > 0)
        {
            NameRows.Point(_session, _collection, NameOf(document), placed.Key, placed.Row);
        }

        return placed;
    }

    // A name that means a document which the sender may not see is free for them, and stays with that document for others.
    private string NameOf(PreparedDocument document)
    {
        string name = document.Incoming.Name;
        return
            document.Incoming.Sender is { } sender
            && DocumentRows.ByName(_session, _collection, name) is { } named
            && !document.MayBe(named)
            ? NameRows.OfSender(name, sender)
            : name;
    }

    private static bool IsSame(DocumentRow row, PreparedDocument document) =>
        HasSameContent(row, document) && row.Description == GivenDescription.Of(document.Onto(row));

    private static bool HasSameContent(DocumentRow row, PreparedDocument document) =>
        row.State != DocumentRow.Deleted && row.ContentHash.AsSpan().SequenceEqual(document.Hash);
}
