-- Waits for the finding, asks for the hover and the fix, applies it, and waits until nothing is left. What it prints is looked at by the test.
local buffer = vim.api.nvim_get_current_buf()
local document = vim.lsp.util.make_text_document_params(buffer)
vim.wait(60000, function() return #vim.diagnostic.get(buffer) > 0 end, 50)
local finding = vim.diagnostic.get(buffer)[1]
local place = { line = finding.lnum, character = finding.col }
print("finding " .. finding.code .. " line " .. (finding.lnum + 1))

local function ask(method, parameters)
  for _, answer in pairs(vim.lsp.buf_request_sync(buffer, method, parameters, 60000) or {}) do
    return answer.result
  end
end

print("hover " .. ask("textDocument/hover", { textDocument = document, position = place }).contents.value:sub(1, 40))
local actions = ask("textDocument/codeAction", { textDocument = document, range = { start = place, ["end"] = place }, context = { diagnostics = {} } })
print("action " .. actions[1].title)
vim.lsp.util.apply_workspace_edit(actions[1].edit, "utf-16")
vim.wait(60000, function() return #vim.diagnostic.get(buffer) == 0 end, 50)
print("left " .. #vim.diagnostic.get(buffer))
