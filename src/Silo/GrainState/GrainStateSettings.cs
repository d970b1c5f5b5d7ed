using RagCluster.Silo.Storage;
using RagCluster.Storage.Encryption;

namespace RagCluster.Silo.GrainState;

/// <summary>
/// Where grain state is kept. Section <c>GrainState</c>: <c>RAG__GrainState__Provider</c> is <c>adonet</c> (default where PostgreSQL is the
/// store: the provider that Orleans' operators know, in its published tables) or <c>store</c> (default with SQLite, which that provider is
/// not for). Both are in the database of the documents, so that one backup has everything.
/// </summary>
internal sealed class GrainStateSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "GrainState";

    /// <summary>With the documents.</summary>
    internal const string Store = "store";

    /// <summary>In the tables of Orleans' ADO.NET provider, in the same PostgreSQL database.</summary>
    internal const string AdoNet = "adonet";

    /// <summary>The storage's kind; empty for the store's usual one.</summary>
    public string Provider { get; set; } = "";

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ArgumentException">They can't work; the message names them and the fix.</exception>
    internal static GrainStateSettings Read(IConfiguration configuration, StoreSettings store)
    {
        GrainStateSettings settings = configuration.GetSection(Section).Get<GrainStateSettings>() ?? new();
        // Orleans' own tables hold what people asked, and this program writes none of their columns.
        if (settings.Provider.Length == 0 && store.Provider == StoreSettings.Postgres && store.Encryption.IsSet)
        {
            throw new ArgumentException(
                $"{StoreEncryptionOptions.Prefix}* is set and RAG__GrainState__Provider is not, which means adonet: the state of grains, "
                    + "with what people asked, would stand in Orleans' own tables in the clear. Set RAG__GrainState__Provider to store, "
                    + "in which it is encrypted (a cluster that had it in those tables begins with none), or to adonet to leave it there."
            );
        }

        if (settings.Provider.Length == 0)
            settings.Provider = store.Provider == StoreSettings.Postgres ? AdoNet : Store;
        if (settings.Provider is not (Store or AdoNet))
            throw new ArgumentException($"RAG__GrainState__Provider is '{settings.Provider}': set it to store or adonet.");
        if (settings.Provider == AdoNet && store.Provider != StoreSettings.Postgres)
            throw new ArgumentException("RAG__GrainState__Provider is adonet and RAG__Storage__Provider is sqlite: adonet needs postgres.");
        return settings;
    }
}
