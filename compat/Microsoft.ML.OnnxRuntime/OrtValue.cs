using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime.Interop;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Microsoft.ML.OnnxRuntime;

/// <summary>A value that goes into a model or comes out of it. Must be disposed.</summary>
public class OrtValue : IDisposable
{
    private readonly OwnedHandle _handle;

    internal OrtValue(nint handle, MemoryHandle pinned = default)
    {
        _handle = new OwnedHandle(OrtFunction.ReleaseValue, handle, pinned);
        OnnxType = (OnnxValueType)OrtApi.GetInt32(OrtFunction.GetValueType, handle);
    }

    public OnnxValueType OnnxType { get; }

    public bool IsTensor => OnnxType == OnnxValueType.ONNX_TYPE_TENSOR;

    internal SafeHandle Handle => _handle;

    /// <summary>A tensor over the array, without a copy; the array stays pinned until the value is disposed.</summary>
    public static OrtValue CreateTensorValueFromMemory<T>(T[] data, long[] shape)
        where T : unmanaged => CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, new Memory<T>(data), shape);

    /// <summary>A tensor over the memory, without a copy; it stays pinned until the value is disposed.</summary>
    public static unsafe OrtValue CreateTensorValueFromMemory<T>(OrtMemoryInfo memoryInfo, Memory<T> memory, long[] shape)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(memoryInfo);
        ArgumentNullException.ThrowIfNull(shape);
        TensorElementType elementType = ElementTypes.Of(typeof(T));
        long elements = ElementCount(shape);
        if (elements > memory.Length)
        {
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"Managed memory size: {memory.Length} elements is less than shape size: {elements} elements"
            );
        }

        MemoryHandle pinned = memory.Pin();
        try
        {
            nint result = 0;
            fixed (long* dimensions = shape)
            {
                OrtApi.Verify(
                    (
                        (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)
                            OrtApi.Function(OrtFunction.CreateTensorWithDataAsOrtValue)
                    )(
                        memoryInfo.Pointer,
                        pinned.Pointer,
                        (nuint)memory.Length * (nuint)sizeof(T),
                        dimensions,
                        (nuint)shape.Length,
                        (int)elementType,
                        &result
                    )
                );
            }

            return new OrtValue(result, pinned);
        }
        catch (OnnxRuntimeException)
        {
            pinned.Dispose();
            throw;
        }
    }

    /// <summary>The tensor's elements; valid while this value is not disposed.</summary>
    public ReadOnlySpan<T> GetTensorDataAsSpan<T>()
        where T : unmanaged => Elements<T>();

    /// <summary>The tensor's elements, to write; valid while this value is not disposed.</summary>
    public Span<T> GetTensorMutableDataAsSpan<T>()
        where T : unmanaged => Elements<T>();

    public OrtTensorTypeAndShapeInfo GetTensorTypeAndShape()
    {
        RequireTensor();
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        nint shape = OrtApi.Get(OrtFunction.GetTensorTypeAndShape, _handle.DangerousGetHandle());
        try
        {
            return new OrtTensorTypeAndShapeInfo(shape);
        }
        finally
        {
            OrtApi.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, shape);
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            _handle.Dispose();
    }

    private static long ElementCount(long[] shape)
    {
        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
                throw new OnnxRuntimeException(ErrorCode.InvalidArgument, $"Shape must not have negative elements: {dimension}");

            count = checked(count * dimension);
        }

        return count;
    }

    private unsafe Span<T> Elements<T>()
        where T : unmanaged
    {
        OrtTensorTypeAndShapeInfo shape = GetTensorTypeAndShape();
        if (shape.IsString)
            throw new OnnxRuntimeException(ErrorCode.InvalidArgument, "Strings are not supported by this API");

        (Type type, int sizeBytes) = ElementTypes.Describe(shape.ElementDataType);
        if (typeof(T) != type && typeof(T) != typeof(byte))
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"Requested type: {typeof(T)} does not match the actual type: {type}"
            );

        if (shape.ElementCount == 0)
            return [];

        nint data = OrtApi.Get(OrtFunction.GetTensorMutableData, _handle.DangerousGetHandle());
        return new Span<T>((void*)data, checked((int)(shape.ElementCount * sizeBytes / Unsafe.SizeOf<T>())));
    }

    private void RequireTensor()
    {
        if (!IsTensor)
            throw new OnnxRuntimeException(
                ErrorCode.InvalidArgument,
                $"This OrtValue type contains: {OnnxType}, not a tensor or sparse tensor"
            );
    }
}
