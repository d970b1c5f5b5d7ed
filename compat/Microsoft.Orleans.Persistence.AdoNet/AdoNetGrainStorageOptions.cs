using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Options of the storage in a relational database.</summary>
public class AdoNetGrainStorageOptions : IStorageProviderSerializerOptions
{
    public const int DEFAULT_INIT_STAGE = ServiceLifecycleStage.ApplicationServices;

    public string? ConnectionString { get; set; }

    public int InitStage { get; set; } = DEFAULT_INIT_STAGE;

    /// <summary>The ADO.NET provider; here only Npgsql.</summary>
    public string Invariant { get; set; } = "Microsoft.Data.SqlClient";

    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = null!;

    /// <summary>Whether clearing removes the row instead of emptying it.</summary>
    public bool DeleteStateOnClear { get; set; }
}
