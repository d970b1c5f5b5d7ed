namespace Orleans.Storage;

/// <summary>Options of a storage that serializes.</summary>
public interface IStorageProviderSerializerOptions
{
    IGrainStorageSerializer GrainStorageSerializer { get; set; }
}
