using RagCluster.Silo.Hosting;

namespace RagCluster.Silo.GrainState;

/// <summary>Where grain state is kept. Section <c>GrainState</c>: <c>RAG__GrainState__Provider</c> is <c>store</c> (default: with the documents) or <c>adonet</c>.</summary>
internal sealed class GrainStateSettings
{
    /// <summary>The configuration section.</summary>
    internal const string Section = "GrainState";

    /// <summary>With the documents.</summary>
    internal const string Store = "store";

    /// <summary>In the tables of Orleans' ADO.NET provider, in the same PostgreSQL database.</summary>
    internal const string AdoNet = "adonet";

    /// <summary>The storage's kind.</summary>
    public string Provider { get; set; } = Store;

    /// <summary>Reads and checks the settings.</summary>
    /// <exception cref="ArgumentException">They can't work; the message names them and the fix.</exception>
    internal static GrainStateSettings Read(IConfiguration configuration, StoreSettings store)
    {
        GrainStateSettings settings = configuration.GetSection(Section).Get<GrainStateSettings>() ?? new();
        if (settings.Provider is not (Store or AdoNet))
            throw new ArgumentException($"RAG__GrainState__Provider is '{settings.Provider}': set it to store or adonet.");
        if (settings.Provider == AdoNet && store.Provider != StoreSettings.Postgres)
            throw new ArgumentException("RAG__GrainState__Provider is adonet and RAG__Storage__Provider is sqlite: adonet needs postgres.");
        return settings;
    }
}
